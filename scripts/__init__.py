"""What maintainers of Shipyard run now and then."""
