"""The application's own role on PostgreSQL: it owns no table, and may only select and insert."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from db import models as m
from db.audit.table_kinds import WORKING
from metrics.errors import refuse

VERSION_TABLE = "alembic_version"
"""Tables whose rows may be deleted; none of them is audited."""

_OWNS = text(
    "SELECT coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:version)),"
    " has_schema_privilege(current_schema(), 'CREATE'))"
)
_ADMITTED = text(
    "SELECT has_table_privilege(:role, to_regclass(:version), 'SELECT') AND bool_and("
    "has_table_privilege(:role, to_regclass(name), 'SELECT')"
    " AND has_table_privilege(:role, to_regclass(name), 'INSERT')"
    " AND (name <> ALL (:working) OR has_table_privilege(:role, to_regclass(name), 'DELETE')))"
    " FROM unnest(:tables) AS name"
).bindparams(bindparam("tables", type_=ARRAY(TEXT)), bindparam("working", type_=ARRAY(TEXT)))
_TOO_STRONG = text(
    "SELECT EXISTS (SELECT FROM pg_roles WHERE pg_has_role(:role, oid, 'MEMBER')"
    " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolname = current_user))"
)
_PAST_POLICIES = text(
    "SELECT EXISTS (SELECT FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')"
    " AND (rolsuper OR rolbypassrls))"
)


def demand_bound_role(connection: Connection) -> None:
    """Demand that the policies hold for the role a connection is logged in as.

    Raises InvalidInput (`role_too_strong`) for a superuser, for `BYPASSRLS`, and for a member of such a role.
    """
    if connection.dialect.name == "postgresql" and connection.scalar(_PAST_POLICIES):
        raise refuse("role_too_strong", find_current_role(connection))


def find_current_role(connection: Connection) -> str:
    """Find the role a connection is logged in as."""
    return str(connection.scalar(text("SELECT current_user")))


def owns_tables(connection: Connection) -> bool:
    """Whether a connection may alter the tables, or create them where there are none."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.scalar(_OWNS, {"version": VERSION_TABLE}))


def is_admitted(connection: Connection, role: str) -> bool:
    """Whether a role has its rights on every table there should be."""
    given: dict[str, object] = {
        "role": role,
        "version": VERSION_TABLE,
        "tables": list(m.Base.metadata.tables),
    }
    given["working"] = list(WORKING)
    return bool(connection.scalar(_ADMITTED, given))


def admit_role(connection: Connection, role: str) -> None:
    """Grant the application's role its rights, and revoke all others.

    Raises InvalidInput (`role_too_strong`) for a role that bypasses the policies or can become the owner.
    """
    if connection.scalar(_TOO_STRONG, {"role": role}):
        raise refuse("role_too_strong", role)
    name = connection.dialect.identifier_preparer.quote(role)
    tables = ", ".join(m.Base.metadata.tables)
    for statement in (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT ON {tables} TO {name}",
        f"GRANT DELETE ON {', '.join(WORKING)} TO {name}",
        f"GRANT SELECT ON {VERSION_TABLE} TO {name}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ):
        connection.execute(text(statement))
