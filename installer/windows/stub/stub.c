/* Stands in for Python where only the installers are tried out: writes down what it was given, a line each, into
   the file that ASSET_MAPPER_LOG names. "--wait" stays until that file is gone; "--fail" ends with 3. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

__declspec(dllexport) int Py_Main(int count, wchar_t **arguments)
{
    wchar_t *log = _wgetenv(L"ASSET_MAPPER_LOG");
    FILE *file = log ? _wfopen(log, L"wb") : NULL;
    for (int i = 0; i < count; i++) {
        char line[4096];
        if (file && WideCharToMultiByte(CP_UTF8, 0, arguments[i], -1, line, sizeof line, NULL, NULL))
            fprintf(file, "%s\n", line);
    }
    if (file)
        fclose(file);
    wchar_t *last = count ? arguments[count - 1] : L"";
    if (!wcscmp(last, L"--wait"))
        while (log && GetFileAttributesW(log) != INVALID_FILE_ATTRIBUTES)
            Sleep(50);
    return wcscmp(last, L"--fail") ? 0 : 3;
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved)
{
    (void)instance, (void)reason, (void)reserved;
    return TRUE;
}
