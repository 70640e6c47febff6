# Sends the logons of this machine to Deskhours (docs/imports/collect-windows.md). It may run as often as it likes: what was
# sent before changes nothing, and each run is a heartbeat of the sessions that are open.
param(
    [Parameter(Mandatory)] [string] $Url,
    [Parameter(Mandatory)] [string] $Project,
    [string] $TokenFile = "$env:ProgramData\Deskhours\token.txt",
    [string] $Desktop = [System.Net.Dns]::GetHostName()
)
$ErrorActionPreference = 'Stop'
$since = (Get-Date).AddDays(-7)
function Text([datetime] $Time) { $Time.ToUniversalTime().ToString('o') }

$logons = @(Get-WinEvent -ErrorAction SilentlyContinue -FilterHashtable @{
        LogName = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'; Id = 21, 23, 24, 25; StartTime = $since })
$starts = @(Get-WinEvent -ErrorAction SilentlyContinue -FilterHashtable @{
        LogName = 'System'; ProviderName = 'Microsoft-Windows-Kernel-General'; Id = 12, 13; StartTime = $since })
$open = @{}
$sessions = foreach ($event in ($logons + $starts | Sort-Object TimeCreated, RecordId)) {
    if ($event.Id -eq 12) { $open.Clear(); continue } # cut off without a shutdown: seen last by an earlier run
    if ($event.Id -eq 13) { $ended = @($open.Keys) } else { $ended = @([string] $event.Properties[1].Value) }
    foreach ($key in $ended) {
        if ($open.ContainsKey($key)) { $open[$key].ended_at = Text $event.TimeCreated; $open[$key]; $open.Remove($key) }
    }
    if ($event.Id -in 21, 25) {
        $started = Text $event.TimeCreated
        $open[$ended[0]] = [ordered]@{
            session_id = "$Desktop/$($ended[0])/$started"; desktop_id = $Desktop; started_at = $started
            user_name = [string] $event.Properties[0].Value; reconnect = if ($event.Id -eq 25) { 'true' } else { 'false' } }
    }
}
foreach ($session in $open.Values) { $session.last_seen_at = Text (Get-Date) }
$body = ConvertTo-Json -Depth 3 -InputObject @(@($sessions) + @($open.Values) | Where-Object { $_ })
Invoke-RestMethod -Method Post -Uri "$Url/v1/$Project/sessions" -ContentType 'application/json; charset=utf-8' `
    -Headers @{ 'X-Auth-Token' = (Get-Content -Raw $TokenFile).Trim() } -Body ([System.Text.Encoding]::UTF8.GetBytes($body))
