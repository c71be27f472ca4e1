"""Company names: taken apart, repaired and compared, by tables of words and scripts; knows no list of entities."""
