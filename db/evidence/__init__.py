"""Files that go with reports: where they are kept, who attaches and fetches them, and whether they are as they were."""
