"""Makes the installers for Windows, on Debian or on Windows; ``installer/build.py`` says how to start it.

payload   what gets installed: Python, the packages, the program, its licences      ``payload.py`` puts it together
setup     the installer for one user, an EXE made by NSIS                           ``setup.py``
msi       the installer for all users of a machine, made by wixl                    ``msi.py``

What is not program is a table: ``product.py`` (names and numbers), ``prune.toml`` (what of the packages stays),
``runtime.json`` (which Python), ``../requirements-windows.txt`` (which packages, by their hashes).
"""
