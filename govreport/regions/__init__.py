"""The administrative divisions of China by report year (GB/T 2260), and which of them a name is."""
