@echo off
rem Opens the desk by a double click, from a copy of this project. The first time it installs what it needs into .venv
rem of that copy, which takes Python 3.11 or newer and, that once, a network. Your files lie in the folder
rem supplychain-risk of your home folder.
cd /d "%~dp0..\.."
if exist .venv\Scripts\supplychain-risk.exe (
  .venv\Scripts\python -c "import starlette, uvicorn" 2>nul && goto open
)
echo Installing, once. This takes a few minutes.
py -3 -m venv .venv || goto failed
.venv\Scripts\pip install --quiet --disable-pip-version-check ".[app,docs,pdf]" || goto failed
:open
.venv\Scripts\supplychain-risk app "%USERPROFILE%\supplychain-risk" || goto failed
exit /b
:failed
pause
