"""Limits that keep a hostile or broken file from taking the machine down. Each has its reason."""

MAX_FILE_BYTES = 1_000_000_000
"""Files are read whole to be hashed; a supplier list of a gigabyte is a mistake."""

MAX_UNPACKED_BYTES = 2_000_000_000
"""Sum of the sizes a zip declares. A sheet of a million rows and 20 columns unpacks to about 1 GB of XML."""

MAX_RATIO = 400
"""Unpacked to packed size of one zip member of 50 MB or more. Real sheets stay below 100; a zip bomb reaches 1,000."""

RATIO_COUNTS_FROM = 50_000_000
"""Small members may well be very repetitive: 2,500 rows of one formula."""

MAX_CELLS = 40_000_000
"""Cells in the rectangles from A1 that hold the values of each sheet, all sheets of a file together. The reader
reserves whole rectangles (about 40 bytes a cell): one stray character in XFD1048576 would ask for half a terabyte. A
million rows of 20 columns are 20 million."""

SPARSE_FROM = 4_000_000
"""Cells in such a rectangle from which on a sheet that is nearly empty is looked through for cells far from all others.
Up to there they cost little: a stray cell in column XFD of two hundred rows, or in the last row of three columns."""

MAX_TEXT = 1_000_000_000
"""Characters in all cells of a workbook together; a million rows of 20 columns hold less than half of that."""

MAX_COLUMNS_READ = 2_000
"""Columns kept per sheet. No supplier list has more; a problem tells of the rest."""

MAX_CELL = 1_000_000
"""Characters in one line of a text file, or in one cell of a workbook. Spreadsheet programs hold 32,767 in a cell and
16,384 columns, mostly empty; looking through such a cell takes seconds."""

MAX_TEXT_FILE_BYTES = 250_000_000
"""Text files, unpacked. A million rows of 20 columns are about as long; in memory it is eight times as much."""

MAX_RECORDS = 5_000_000
"""Records of a text file; a spreadsheet holds about a million."""
