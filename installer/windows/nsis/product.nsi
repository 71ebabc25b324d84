; The installer for one user: no administrator, nothing outside the user's own folders and keys.
; setup.py starts makensis and defines what is in capitals here: NAME ID PUBLISHER PROGID SUFFIX VERSION PAYLOAD
; PROGRAM COMMAND ICON OUTPUT REMOVE_FILES, and where wanted FAST and SIGN.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
; Exit statuses that Intune and Configuration Manager know
!define CANCELLED 1602
!define FAILED 1603
!define IN_USE 1618
!define WRONG_WINDOWS 1633

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2057 ProductName "${NAME}"
VIAddVersionKey /LANG=2057 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=2057 FileDescription "${NAME} ${VERSION}"
VIAddVersionKey /LANG=2057 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2057 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2057 LegalCopyright "MIT licence"
!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON_FILE}"
!define MUI_UNICON "${ICON_FILE}"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT SayCancelled
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Welsh"

LangString IsOpen ${LANG_ENGLISH} "${NAME} is open. Save your work and close it, then choose Retry."
LangString IsOpen ${LANG_WELSH} "Mae ${NAME} ar agor. Cadwch eich gwaith a'i gau, yna dewiswch Ailgeisio."
LangString NeedsWindows ${LANG_ENGLISH} "${NAME} needs 64-bit Windows 10 or 11."
LangString NeedsWindows ${LANG_WELSH} "Mae angen Windows 10 neu 11 (64 did) ar ${NAME}."
LangString NotWritten ${LANG_ENGLISH} "A file could not be written."
LangString NotWritten ${LANG_WELSH} "Nid oedd modd ysgrifennu ffeil."
LangString ProjectType ${LANG_ENGLISH} "Asset Mapper project"
LangString ProjectType ${LANG_WELSH} "Project Asset Mapper"

Var WithDesktop
Var WithoutAssociation
Var Upgrading

; A program that runs cannot be opened for writing.
!macro StopIfRunning un
Function ${un}StopIfRunning
  Push "${PROGRAM}"
  Call ${un}StopIfInUse
  Push "${COMMAND}"
  Call ${un}StopIfInUse
FunctionEnd
Function ${un}StopIfInUse
  Pop $1
  IfFileExists "$INSTDIR\$1" 0 free
  retry:
  ClearErrors
  FileOpen $0 "$INSTDIR\$1" a
  IfErrors 0 close
  IfSilent 0 +3
    SetErrorLevel ${IN_USE}
    Quit
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" IDRETRY retry
  SetErrorLevel ${CANCELLED}
  Quit
  close:
  FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro StopIfRunning ""
!insertmacro StopIfRunning "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(NeedsWindows)" /SD IDOK
    SetErrorLevel ${WRONG_WINDOWS}
    Quit
  ${EndIf}
  SetShellVarContext current
  SetRegView 64
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP=" $WithDesktop
  ClearErrors
  ${GetOptions} $R0 "/NOASSOC=" $WithoutAssociation
  ClearErrors
FunctionEnd

Function SayCancelled
  SetErrorLevel ${CANCELLED}
FunctionEnd

Section "-program"
  Call StopIfRunning
  ; What is there already takes itself away, file by file, and leaves shortcuts and associations as they are.
  ${If} ${FileExists} "$INSTDIR\Uninstall.exe"
    ExecWait '"$INSTDIR\Uninstall.exe" /S /UPGRADE=1 _?=$INSTDIR' $0
    ${If} $0 == ${IN_USE}
      SetErrorLevel ${IN_USE}
      Quit
    ${EndIf}
  ${EndIf}
  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ${If} ${Errors}
    SetErrorLevel ${FAILED}
    Abort "$(NotWritten)"
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${ICON}"
  ${If} $WithDesktop == "1"
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${ICON}"
  ${EndIf}
  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\${ID}" "Version" "${VERSION}"

  ${If} $WithoutAssociation != "1"
    WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "$(ProjectType)"
    WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\${ICON}"
    WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
    WriteRegStr HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROGID}" ""
    ReadRegStr $0 HKCU "${CLASSES}\${SUFFIX}" ""
    ${If} $0 == ""  ; whatever opens such files already goes on doing so
      WriteRegStr HKCU "${CLASSES}\${SUFFIX}" "" "${PROGID}"
    ${EndIf}
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${EndIf}

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${ICON}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function un.onInit
  SetShellVarContext current
  SetRegView 64
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE=" $Upgrading
  ClearErrors
FunctionEnd

Section "Uninstall"
  Call un.StopIfRunning
  SetOutPath "$TEMP"  ; a folder that someone stands in cannot be removed
  !include "${REMOVE_FILES}"
  ${If} $Upgrading == "1"
    Return
  ${EndIf}
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\${SUFFIX}" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${ID}"
  ; /PURGE=1 takes settings and logs too; backups of projects are the user's own, and stay
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE=" $0
  ${If} $0 == "1"
    Delete "$LOCALAPPDATA\${ID}\settings.json"
    Delete "$LOCALAPPDATA\${ID}\settings.part"
    RMDir /r "$LOCALAPPDATA\${ID}\logs"
    RMDir "$LOCALAPPDATA\${ID}"
  ${EndIf}
SectionEnd
