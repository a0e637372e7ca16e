"""What people see: the pages and the routes."""
