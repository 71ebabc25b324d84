# Makes the installer for one user (EXE) on Windows:
#     powershell -ExecutionPolicy Bypass -File installer\build.ps1
# Needs Python 3.13 (py) and NSIS 3.08 or later (winget install NSIS.NSIS). The MSI is made on Debian.
param([string] $EmbedZip = "", [switch] $Fast)
$ErrorActionPreference = "Stop"
Set-Location (Split-Path $PSScriptRoot)

py -3.13 --version | Out-Null
if ($LASTEXITCODE -ne 0) { throw "Python 3.13 is needed: winget install Python.Python.3.13" }
$nsis = @("${env:ProgramFiles(x86)}\NSIS", "$env:ProgramFiles\NSIS") | Where-Object { Test-Path "$_\makensis.exe" }
if ($nsis) { $env:PATH = "$($nsis[0]);$env:PATH" }
if (-not (Get-Command makensis -ErrorAction SilentlyContinue)) { throw "NSIS is needed: winget install NSIS.NSIS" }

$options = @("--runtime", "embed")
if ($EmbedZip) { $options += @("--embed-zip", $EmbedZip) }
py -3.13 installer\dev.py setup
& .venv\Scripts\python.exe -m pip install --quiet "ziglang==0.15.2"   # the compiler of the start programs
py -3.13 installer\build.py payload @options
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$how = @(); if ($Fast) { $how += "--fast" }
py -3.13 installer\build.py exe @how
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
py -3.13 installer\build.py sums
exit $LASTEXITCODE
