"""Lists of observations: they stand in the chunks of their traces, and no index names them."""
