#!/bin/sh
# Run once by PostgreSQL's image on an empty disk: the two roles of docs/postgresql.md, and the database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --no-psqlrc \
    --set owner="$(cat /run/secrets/owner-password)" --set app="$(cat /run/secrets/app-password)" <<'SQL'
CREATE ROLE maalstreg_owner LOGIN CREATEDB PASSWORD :'owner';
CREATE ROLE maalstreg_app LOGIN PASSWORD :'app';
CREATE DATABASE maalstreg OWNER maalstreg_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE TEMPORARY ON DATABASE maalstreg FROM PUBLIC;
\connect maalstreg
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
SQL
