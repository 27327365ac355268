"""HTTP routes: values in, one call, a schema out.

The packages hold the routes by what they are about; the modules beside them are what surrounds every request.
"""
