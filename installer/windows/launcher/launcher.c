/* AssetMapper.exe and asset-mapper.exe: start the Python beside them (runtime\python313.dll) with
   "-m asset_mapper" and whatever they were given. With CONSOLE defined it is the one for a console. */
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define CANNOT_START 70
#define LONGEST 32768

typedef int (*py_main)(int, wchar_t **);
static wchar_t program[LONGEST], folder[LONGEST], library[LONGEST];

static int give_up(const wchar_t *what, const wchar_t *file)
{
    wchar_t text[2048];
    _snwprintf(text, 2047,
               L"%ls\n\n%ls\n\nError %lu. Please install Asset Mapper again, or ask your IT service desk to.\n",
               what, file, GetLastError());
    text[2047] = 0;
    char bytes[8192];
    DWORD written;
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    if (size > 1)
        WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, size - 1, &written, NULL);
#ifndef CONSOLE
    if (!_wgetenv(L"ASSET_MAPPER_NO_DIALOGS"))
        MessageBoxW(NULL, text, L"Asset Mapper cannot start", MB_OK | MB_ICONERROR);
#endif
    return CANNOT_START;
}

static int start(int count, wchar_t **arguments)
{
    DWORD length = GetModuleFileNameW(NULL, program, LONGEST - 1);
    wchar_t *end = length ? wcsrchr(program, L'\\') : NULL;
    if (!end || !arguments || end - program > LONGEST - 64)
        return give_up(L"The folder of the program could not be read.", program);
    wcsncpy(folder, program, end - program);
    wcscat(folder, L"\\runtime");
    _snwprintf(library, LONGEST - 1, L"%ls\\%ls", folder, PYTHON_DLL);

    /* Libraries come from our own folders and from Windows, never from the current folder or the PATH. */
    SetErrorMode(SEM_FAILCRITICALERRORS);
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(folder);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (!python)
        return give_up(L"A file of the program is missing or damaged.", library);
    py_main run = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (!run)
        return give_up(L"A file of the program is not the right one.", library);

    static wchar_t *ours[] = {L"-X", L"utf8", L"-B", L"-m", L"asset_mapper"};
    const int own = sizeof ours / sizeof *ours;
    wchar_t **all = calloc(count + own + 1, sizeof *all);
    if (!all)
        return give_up(L"There is not enough memory.", L"");
    int n = 0;
    all[n++] = program;
    for (int i = 0; i < own; i++)
        all[n++] = ours[i];
    for (int i = 1; i < count; i++)
        all[n++] = arguments[i];
    return run(n, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **arguments)
{
    return start(count, arguments);
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show)
{
    int count;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)instance, (void)before, (void)line, (void)show;
    return start(count, arguments);
}
#endif
