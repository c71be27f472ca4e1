"""Writing Word documents (.docx) that are safe to open: `paper`. Knows nothing of suppliers or laws."""
