"""The pages that people see, one module each, and the frame around them."""
