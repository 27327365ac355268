"""What citizens and couriers report as wrong, under a receipt number."""
