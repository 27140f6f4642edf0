# Signs programs:  sign.ps1 FILE...  Without WINDOWS_CERTIFICATE (a .pfx in base64) it says so and does nothing.
# It has never been run; see docs\releasing.md.
param([Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Files)
$ErrorActionPreference = 'Stop'

if (-not $env:WINDOWS_CERTIFICATE) {
    Write-Host 'sign: not signed, for there is no certificate'
    exit 0
}
$kits = "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe"
$signtool = Get-Item $kits | Sort-Object FullName | Select-Object -Last 1
$pfx = Join-Path $env:RUNNER_TEMP 'certificate.pfx'
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    & $signtool sign /fd SHA256 /td SHA256 /tr $env:WINDOWS_TIMESTAMP_SERVER `
        /f $pfx /p $env:WINDOWS_CERTIFICATE_PASSWORD $Files
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
} finally {
    Remove-Item $pfx -ErrorAction SilentlyContinue
}
