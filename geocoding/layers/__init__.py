"""Reading the city's layers: files of strangers in, checked rows and rejections out."""
