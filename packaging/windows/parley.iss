; The installer for Windows, made by Inno Setup 6.3 or later:  iscc /DVersion=0.1.0 packaging\windows\parley.iss
; For one person by default, so that it needs no administrator. It has never been run; see docs\releasing.md.

#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif
#define App "..\..\dist\parley"

[Setup]
; Never change it: by this, Windows knows the installed Parley again.
AppId={{7B1B5B62-5C0F-4C39-9B35-2C4B3F5E7E8A}
AppName=Parley
AppVersion={#Version}
AppPublisher=Parley contributors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Parley
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=parley-{#Version}-windows-x64-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; A Parley that runs holds its files: the person is asked to close it first.
CloseApplications=yes
RestartApplications=no
UninstallDisplayIcon={app}\parley-window.exe

[InstallDelete]
; What an older version had and this one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#App}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
; Windows shows notifications only of programs whose shortcut has an identity.
Name: "{autoprograms}\Parley"; Filename: "{app}\parley-window.exe"; AppUserModelID: "io.github.parley_app.parley"

[Run]
Filename: "{app}\parley-window.exe"; Description: "Open Parley"; Flags: nowait postinstall skipifsilent

; What a person's Parley keeps stays when it is uninstalled; `parley purge` deletes it.
