"""What visitors meet: results of the finder, products side by side, a product's specification, what is near."""
