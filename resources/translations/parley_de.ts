<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name></name>
    <message>
        <source>Parley ended before the request did.</source>
        <translation>Parley endete, bevor die Anfrage beantwortet war.</translation>
    </message>
    <message>
        <source>Python {version} on {system}</source>
        <translation>Python {version} auf {system}</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>{name} fehlt</translation>
    </message>
    <message>
        <source>Run `make setup` again.</source>
        <translation>Führen Sie `make setup` noch einmal aus.</translation>
    </message>
    <message>
        <source>settings in {folder}</source>
        <translation>Einstellungen in {folder}</translation>
    </message>
    <message>
        <source>data in {folder}</source>
        <translation>Daten in {folder}</translation>
    </message>
    <message>
        <source>logs in {folder}</source>
        <translation>Protokolldateien in {folder}</translation>
    </message>
    <message>
        <source>Mend it there, or set it anew: `parley settings list` tells what fits.</source>
        <translation>Berichtigen Sie es dort, oder setzen Sie es neu: `parley settings list` sagt, was passt.</translation>
    </message>
    <message>
        <source>every request is refused: Parley is paused</source>
        <translation>jede Anfrage wird zurückgewiesen: Parley ist angehalten</translation>
    </message>
    <message>
        <source>Mend mcp.json.</source>
        <translation>Berichtigen Sie mcp.json.</translation>
    </message>
    <message>
        <source>server {name}: {problem}</source>
        <translation>Server {name}: {problem}</translation>
    </message>
    <message>
        <source>server {name}: {target}</source>
        <translation>Server {name}: {target}</translation>
    </message>
    <message>
        <source>server {name}: {command} was not found</source>
        <translation>Server {name}: {command} wurde nicht gefunden</translation>
    </message>
    <message>
        <source>Install {command}, or mend the entry in mcp.json.</source>
        <translation>Installieren Sie {command}, oder berichtigen Sie den Eintrag in mcp.json.</translation>
    </message>
    <message>
        <source>a model runs with {bounds}</source>
        <translation>ein Modell läuft mit {bounds}</translation>
    </message>
    <message>
        <source>a model runs with {bounds}; this system cannot hold it to: {lacking}</source>
        <translation>ein Modell läuft mit {bounds}; dieses System zwingt es nicht zu {lacking}</translation>
    </message>
    <message>
        <source>servers are not sandboxed here: {reason}</source>
        <translation>Server laufen hier ohne Sandbox: {reason}</translation>
    </message>
    <message>
        <source>Servers run with your rights. On Linux, the package bubblewrap makes a sandbox.</source>
        <translation>Server laufen mit Ihren Rechten. Unter Linux macht das Paket bubblewrap eine Sandbox.</translation>
    </message>
    <message>
        <source>servers run in a sandbox; those with the network reach an X server&apos;s socket too</source>
        <translation>Server laufen in einer Sandbox; die mit Netz erreichen auch den Socket eines X-Servers</translation>
    </message>
    <message>
        <source>Linux 6.12 or newer closes that.</source>
        <translation>Linux 6.12 oder neuer schließt das.</translation>
    </message>
    <message>
        <source>servers can be kept in a sandbox</source>
        <translation>Server können in einer Sandbox gehalten werden</translation>
    </message>
    <message>
        <source>a GPU is used less than it might be</source>
        <translation>eine Grafikkarte wird weniger genutzt, als sie könnte</translation>
    </message>
    <message>
        <source>model {id}: {name}, {place}</source>
        <translation>Modell {id}: {name}, {place}</translation>
    </message>
    <message>
        <source>model {id}: {name}, {size}</source>
        <translation>Modell {id}: {name}, {size}</translation>
    </message>
    <message>
        <source>Put a GGUF file into the models folder, or `parley models add`.</source>
        <translation>Legen Sie eine GGUF-Datei in den Ordner der Modelle, oder nehmen Sie `parley models add`.</translation>
    </message>
    <message>
        <source>Look into models.log in the logs folder; `make setup` rebuilds a broken engine.</source>
        <translation>Sehen Sie in models.log im Ordner der Protokolldateien nach; `make setup` baut ein kaputtes Rechenwerk neu.</translation>
    </message>
    <message>
        <source>the local engine: {problem}</source>
        <translation>das lokale Rechenwerk: {problem}</translation>
    </message>
    <message>
        <source>the local engine answers, in {seconds} s (on the {device})</source>
        <translation>das lokale Rechenwerk antwortet, in {seconds} s (auf {device})</translation>
    </message>
    <message>
        <source>{money} is left, and this answer may cost {money2}.</source>
        <translation>{money} sind übrig, und diese Antwort kann {money2} kosten.</translation>
    </message>
    <message>
        <source>It frees at midnight.</source>
        <translation>Sie wird um Mitternacht frei.</translation>
    </message>
    <message>
        <source>It frees when Parley is started again.</source>
        <translation>Sie wird frei, wenn Parley neu gestartet wird.</translation>
    </message>
    <message>
        <source>This request alone may take {tokens:,}.</source>
        <translation>Diese Anfrage allein kann {tokens:,} brauchen.</translation>
    </message>
    <message>
        <source>It frees in {duration}.</source>
        <translation>Sie wird in {duration} frei.</translation>
    </message>
    <message>
        <source>It frees when one of them has ended.</source>
        <translation>Sie wird frei, wenn eine davon beendet ist.</translation>
    </message>
    <message>
        <source>It frees when an open request has ended.</source>
        <translation>Sie wird frei, wenn eine offene Anfrage beendet ist.</translation>
    </message>
    <message numerus="yes">
        <source>{n} (is|are) left, and this request may take {tokens:,}.</source>
        <translation>
            <numerusform>{n} ist übrig, und diese Anfrage kann {tokens:,} brauchen.</numerusform>
            <numerusform>{n} sind übrig, und diese Anfrage kann {tokens:,} brauchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It frees when a tool call of yours has ended.</source>
        <translation>Sie wird frei, wenn einer Ihrer Werkzeugaufrufe beendet ist.</translation>
    </message>
    <message>
        <source>any server</source>
        <translation>jeden Server</translation>
    </message>
    <message>
        <source>{writes:,} is the limit for one answer to {whose}.</source>
        <translation>{writes:,} ist die Grenze für eine Antwort an {whose}.</translation>
    </message>
    <message>
        <source>{server} has reached its limit</source>
        <translation>{server} hat seine Grenze erreicht</translation>
    </message>
    <message>
        <source>All servers together have reached their limit</source>
        <translation>Alle Server zusammen haben ihre Grenze erreicht</translation>
    </message>
    <message>
        <source>{whose} of {says}. {remark} It can be changed in {place}, as sampling.limits.{limit}.</source>
        <translation>{whose}: {says}. {remark} Sie lässt sich in {place} ändern, als sampling.limits.{limit}.</translation>
    </message>
    <message>
        <source> for all servers together</source>
        <translation> für alle Server zusammen</translation>
    </message>
    <message>
        <source>its entry in mcp.json</source>
        <translation>seinem Eintrag in mcp.json</translation>
    </message>
    <message>
        <source>sent over the network to {host}</source>
        <translation>über das Netz an {host} gesendet</translation>
    </message>
    <message>
        <source>you wished not to be asked about {name} until {clock}</source>
        <translation>Sie wollten bis {clock} nicht nach {name} gefragt werden</translation>
    </message>
    <message>
        <source>what was noticed</source>
        <translation>das, was aufgefallen ist</translation>
    </message>
    <message>
        <source>its price, which is not known</source>
        <translation>den Preis, der nicht bekannt ist</translation>
    </message>
    <message>
        <source>It would have passed without a question ({rule}), but for {but}.</source>
        <translation>Sie wäre ohne Frage durchgegangen ({rule}), wäre da nicht {but}.</translation>
    </message>
    <message>
        <source>mcp.json turns sampling off for {name}</source>
        <translation>mcp.json schaltet das Sampling für {name} aus</translation>
    </message>
    <message>
        <source>mcp.json refuses what comes outside a tool call of yours</source>
        <translation>mcp.json weist zurück, was außerhalb Ihrer Werkzeugaufrufe kommt</translation>
    </message>
    <message>
        <source>mcp.json says never</source>
        <translation>mcp.json sagt: nie</translation>
    </message>
    <message>
        <source>you wrote it yourself</source>
        <translation>Sie haben es selbst geschrieben</translation>
    </message>
    <message>
        <source>mcp.json says always</source>
        <translation>mcp.json sagt: immer</translation>
    </message>
    <message>
        <source>allowed by you, {said}</source>
        <translation>von Ihnen erlaubt, {said}</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>for this tool call</source>
        <translation>für diesen Werkzeugaufruf</translation>
    </message>
    <message numerus="yes">
        <source>for {n} more request(s)</source>
        <translation>
            <numerusform>für {n} weitere Anfrage</numerusform>
            <numerusform>für {n} weitere Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>until {strftime}</source>
        <translation>bis {strftime}</translation>
    </message>
    <message>
        <source>until Parley ends</source>
        <translation>bis Parley endet</translation>
    </message>
    <message>
        <source>no cost: on this computer</source>
        <translation>keine Kosten: auf diesem Computer</translation>
    </message>
    <message>
        <source>cost not known</source>
        <translation>Kosten nicht bekannt</translation>
    </message>
    <message>
        <source>no cost</source>
        <translation>keine Kosten</translation>
    </message>
    <message>
        <source>at most {money}</source>
        <translation>höchstens {money}</translation>
    </message>
    <message>
        <source>The row that tells where the chain begins and ends is gone.</source>
        <translation>Die Zeile, die sagt, wo die Kette beginnt und endet, ist weg.</translation>
    </message>
    <message>
        <source>A part of this record cannot be read; `parley journal verify` tells more.</source>
        <translation>Ein Teil dieses Eintrags ist nicht lesbar; `parley journal verify` sagt mehr.</translation>
    </message>
    <message>
        <source>{name} has room for {context_length:,} tokens, and this request takes up to {whole:,} with its answer.</source>
        <translation>{name} hat Platz für {context_length:,} Token, und diese Anfrage braucht mit ihrer Antwort bis zu {whole:,}.</translation>
    </message>
    <message>
        <source>{name} has room for {context_length:,} tokens, and this request alone has {reads:,} or more.</source>
        <translation>{name} hat Platz für {context_length:,} Token, und diese Anfrage allein hat {reads:,} oder mehr.</translation>
    </message>
    <message>
        <source>{name} is not among the models that mcp.json allows to this server.</source>
        <translation>{name} ist nicht unter den Modellen, die mcp.json diesem Server erlaubt.</translation>
    </message>
    <message>
        <source>{name} is not on this computer, and mcp.json lets nothing leave it.</source>
        <translation>{name} ist nicht auf diesem Computer, und mcp.json lässt nichts hinaus.</translation>
    </message>
    <message>
        <source>{name} cannot take sounds.</source>
        <translation>{name} kann keine Töne annehmen.</translation>
    </message>
    <message>
        <source>{name} cannot take images.</source>
        <translation>{name} kann keine Bilder annehmen.</translation>
    </message>
    <message>
        <source>{name} cannot take sounds or images.</source>
        <translation>{name} kann keine Töne und keine Bilder annehmen.</translation>
    </message>
    <message>
        <source>{name} turns no texts into vectors.</source>
        <translation>{name} macht aus Texten keine Vektoren.</translation>
    </message>
    <message>
        <source>{name} turns texts into vectors, and answers nothing.</source>
        <translation>{name} macht aus Texten Vektoren und antwortet nicht.</translation>
    </message>
    <message>
        <source>{name} cannot use tools.</source>
        <translation>{name} kann keine Werkzeuge benutzen.</translation>
    </message>
    <message>
        <source>{name} cannot be asked now: {ready}.</source>
        <translation>{name} kann jetzt nicht gefragt werden: {ready}.</translation>
    </message>
    <message>
        <source>{name} needs {value:.1f} GB of memory, and {value2:.1f} GB can be had now.</source>
        <translation>{name} braucht {value:.1f} GB Arbeitsspeicher, und {value2:.1f} GB sind jetzt zu haben.</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley. The program that asked got no answer.</source>
        <translation>In Parley ist etwas schiefgegangen. Das Programm, das gefragt hat, bekam keine Antwort.</translation>
    </message>
    <message>
        <source>The program no longer waits.</source>
        <translation>Das Programm wartet nicht mehr.</translation>
    </message>
    <message>
        <source>{name} was moved to another place while the question was open. Nothing was sent. Ask again.</source>
        <translation>{name} ist umgezogen, während die Frage offen war. Nichts wurde gesendet. Fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The answer was kept back.</source>
        <translation>Die Antwort wurde zurückgehalten.</translation>
    </message>
    <message>
        <source>Refused: {rule}.</source>
        <translation>Zurückgewiesen: {rule}.</translation>
    </message>
    <message>
        <source>Declined: nobody touched the question for {seconds:g} s.</source>
        <translation>Abgelehnt: {seconds:g} s lang hat niemand die Frage angerührt.</translation>
    </message>
    <message>
        <source>Declined.</source>
        <translation>Abgelehnt.</translation>
    </message>
    <message>
        <source>The model could not answer. Why is not kept: it may quote what was asked.</source>
        <translation>Das Modell konnte nicht antworten. Warum, wird nicht aufgehoben: Es könnte zitieren, was gefragt wurde.</translation>
    </message>
    <message>
        <source>It was turned away unread: {length}.</source>
        <translation>Sie wurde ungelesen abgewiesen: {length}.</translation>
    </message>
    <message>
        <source>Its texts stand in your conversation, and are erased with it.</source>
        <translation>Ihre Texte stehen in Ihrem Gespräch und werden mit ihm gelöscht.</translation>
    </message>
    <message>
        <source>mcp.json says not to keep the texts of {name}.</source>
        <translation>mcp.json sagt, dass die Texte von {name} nicht aufgehoben werden.</translation>
    </message>
    <message numerus="yes">
        <source>for {n} more minute(s)</source>
        <translation>
            <numerusform>für {n} weitere Minute</numerusform>
            <numerusform>für {n} weitere Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>{requests_per_minute:,} requests a minute, {requests_per_hour:,} an hour, {at_once:,} at once; {tokens_per_request:,} tokens for one answer, {tokens_per_session:,} a session, {tokens_per_day:,} a day; {seconds_per_day:,} seconds of this computer&apos;s work a day; {tool_rounds:,} rounds of tools in one loop; {money} a day</source>
        <translation>{requests_per_minute:,} Anfragen je Minute, {requests_per_hour:,} je Stunde, {at_once:,} zugleich; {tokens_per_request:,} Token für eine Antwort, {tokens_per_session:,} je Sitzung, {tokens_per_day:,} je Tag; {seconds_per_day:,} Sekunden Arbeit dieses Computers je Tag; {tool_rounds:,} Werkzeugrunden in einer Schleife; {money} je Tag</translation>
    </message>
    <message numerus="yes">
        <source>{n} request(s) a minute</source>
        <translation>
            <numerusform>{n} Anfrage je Minute</numerusform>
            <numerusform>{n} Anfragen je Minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} request(s) an hour</source>
        <translation>
            <numerusform>{n} Anfrage je Stunde</numerusform>
            <numerusform>{n} Anfragen je Stunde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} request(s) at once</source>
        <translation>
            <numerusform>{n} Anfrage zugleich</numerusform>
            <numerusform>{n} Anfragen zugleich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} token(s) a session</source>
        <translation>
            <numerusform>{n} Token je Sitzung</numerusform>
            <numerusform>{n} Token je Sitzung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} token(s) a day</source>
        <translation>
            <numerusform>{n} Token je Tag</numerusform>
            <numerusform>{n} Token je Tag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} second(s) of this computer&apos;s work a day</source>
        <translation>
            <numerusform>{n} Sekunde Arbeit dieses Computers je Tag</numerusform>
            <numerusform>{n} Sekunden Arbeit dieses Computers je Tag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} round(s) of tools in one loop</source>
        <translation>
            <numerusform>{n} Werkzeugrunde in einer Schleife</numerusform>
            <numerusform>{n} Werkzeugrunden in einer Schleife</numerusform>
        </translation>
    </message>
    <message>
        <source>{money} a day</source>
        <translation>{money} je Tag</translation>
    </message>
    <message>
        <source>, {money} of {money2} today</source>
        <translation>, {money} von {money2} heute</translation>
    </message>
    <message>
        <source>{requests:,} of {requests_per_hour:,} requests this hour, {session_tokens:,} of {tokens_per_session:,} tokens this session, {tokens:,} of {tokens_per_day:,} tokens today, {ceil:,} of {seconds_per_day:,} seconds of this computer today{paid}</source>
        <translation>{requests:,} von {requests_per_hour:,} Anfragen in dieser Stunde, {session_tokens:,} von {tokens_per_session:,} Token in dieser Sitzung, {tokens:,} von {tokens_per_day:,} Token heute, {ceil:,} von {seconds_per_day:,} Sekunden dieses Computers heute{paid}</translation>
    </message>
    <message>
        <source>${amount}</source>
        <translation>{amount} $</translation>
    </message>
    <message>
        <source>Parley cannot be paused: {file} cannot be made ({strerror}). Close Parley instead: without it no request is answered.</source>
        <translation>Parley kann nicht angehalten werden: {file} lässt sich nicht anlegen ({strerror}). Schließen Sie Parley stattdessen: Ohne Parley wird keine Anfrage beantwortet.</translation>
    </message>
    <message>
        <source>Parley stays paused: {file} cannot be removed ({strerror}). Delete it yourself to resume.</source>
        <translation>Parley bleibt angehalten: {file} lässt sich nicht entfernen ({strerror}). Löschen Sie die Datei selbst, um fortzufahren.</translation>
    </message>
    <message>
        <source>The price of {name} is not known, so it counts as the dearest.</source>
        <translation>Der Preis von {name} ist nicht bekannt; es gilt daher als das teuerste.</translation>
    </message>
    <message>
        <source>{name} costs nothing.</source>
        <translation>{name} kostet nichts.</translation>
    </message>
    <message>
        <source>{name} costs {money} for a million tokens.</source>
        <translation>{name} kostet {money} für eine Million Token.</translation>
    </message>
    <message>
        <source>{name} wrote {figure} tokens a second here.</source>
        <translation>{name} hat hier {figure} Token je Sekunde geschrieben.</translation>
    </message>
    <message>
        <source>its size</source>
        <translation>seiner Größe</translation>
    </message>
    <message>
        <source>what most providers give</source>
        <translation>dem, was die meisten Anbieter leisten</translation>
    </message>
    <message>
        <source>{name} was not measured here yet: {figure} tokens a second, by {by}.</source>
        <translation>{name} wurde hier noch nicht gemessen: {figure} Token je Sekunde, nach {by}.</translation>
    </message>
    <message>
        <source>How able {name} is, is not known; it counts as the least able.</source>
        <translation>Wie fähig {name} ist, ist nicht bekannt; es gilt als das am wenigsten fähige.</translation>
    </message>
    <message>
        <source>by its size</source>
        <translation>nach seiner Größe</translation>
    </message>
    <message>
        <source>by its name</source>
        <translation>nach seinem Namen</translation>
    </message>
    <message>
        <source>as it is rated</source>
        <translation>wie es eingestuft ist</translation>
    </message>
    <message>
        <source>{name} counts as a model of {figure} billion parameters, {rated}.</source>
        <translation>{name} zählt wie ein Modell mit {figure} Milliarden Parametern, {rated}.</translation>
    </message>
    <message>
        <source>a low cost</source>
        <translation>niedrige Kosten</translation>
    </message>
    <message>
        <source>dearer</source>
        <translation>teurer</translation>
    </message>
    <message>
        <source>cheaper</source>
        <translation>billiger</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>less able</source>
        <translation>weniger fähig</translation>
    </message>
    <message>
        <source>intelligence</source>
        <translation>Können</translation>
    </message>
    <message>
        <source>abler</source>
        <translation>fähiger</translation>
    </message>
    <message>
        <source>pushed by the server</source>
        <translation>vom Server geschickt</translation>
    </message>
    <message>
        <source>inside the result of a call</source>
        <translation>im Ergebnis eines Aufrufs</translation>
    </message>
    <message>
        <source>through the endpoint, as OpenAI&apos;s chat completions</source>
        <translation>durch den Endpunkt, als Chat Completions von OpenAI</translation>
    </message>
    <message>
        <source>through the endpoint, as OpenAI&apos;s responses</source>
        <translation>durch den Endpunkt, als Responses von OpenAI</translation>
    </message>
    <message>
        <source>through the endpoint, as Anthropic&apos;s messages</source>
        <translation>durch den Endpunkt, als Messages von Anthropic</translation>
    </message>
    <message>
        <source>through the endpoint, as OpenAI&apos;s embeddings</source>
        <translation>durch den Endpunkt, als Embeddings von OpenAI</translation>
    </message>
    <message>
        <source>as another host&apos;s call of ask_model</source>
        <translation>als Aufruf von ask_model durch ein anderes Host-Programm</translation>
    </message>
    <message>
        <source>from a conversation of your own</source>
        <translation>aus einem eigenen Gespräch</translation>
    </message>
    <message>
        <source>{said}, as request {depth} in a chain of requests</source>
        <translation>{said}, als Anfrage {depth} in einer Kette von Anfragen</translation>
    </message>
    <message>
        <source>is {target}</source>
        <translation>ist {target}</translation>
    </message>
    <message>
        <source>runs {target}</source>
        <translation>führt {target} aus</translation>
    </message>
    <message>
        <source>There is no model here yet. Get one on the Models page.</source>
        <translation>Hier ist noch kein Modell. Holen Sie eines auf der Seite „Modelle“.</translation>
    </message>
    <message>
        <source>{more:,} more cannot either.</source>
        <translation>{more:,} weitere können es auch nicht.</translation>
    </message>
    <message>
        <source>{short} The answer may end too soon.</source>
        <translation>{short} Die Antwort kann zu früh enden.</translation>
    </message>
    <message>
        <source>{little} That is tight: other programs may become slow.</source>
        <translation>{little} Das ist knapp: Andere Programme können langsam werden.</translation>
    </message>
    <message>
        <source>No other model here can answer this request.</source>
        <translation>Kein anderes Modell hier kann diese Anfrage beantworten.</translation>
    </message>
    <message>
        <source>There is no other model here yet. Get one on the Models page.</source>
        <translation>Hier ist noch kein anderes Modell. Holen Sie eines auf der Seite „Modelle“.</translation>
    </message>
    <message>
        <source>The request names {hint!r}, and {name} is the best match.</source>
        <translation>Die Anfrage nennt {hint!r}, und {name} passt am besten.</translation>
    </message>
    <message>
        <source>{name} is the closest to {hint!r}.</source>
        <translation>{name} kommt {hint!r} am nächsten.</translation>
    </message>
    <message>
        <source>The request names {hint!r}, which is not here; {name} is the closest.</source>
        <translation>Die Anfrage nennt {hint!r}, das nicht hier ist; {name} kommt ihm am nächsten.</translation>
    </message>
    <message>
        <source>The request names {hint!r}. {why}</source>
        <translation>Die Anfrage nennt {hint!r}. {why}</translation>
    </message>
    <message>
        <source>The request names {hint!r}, but {starter} comes after every other model.</source>
        <translation>Die Anfrage nennt {hint!r}, aber {starter} kommt nach jedem anderen Modell.</translation>
    </message>
    <message>
        <source>None of the models that the request names is here: {names}.</source>
        <translation>Keines der Modelle, die die Anfrage nennt, ist hier: {names}.</translation>
    </message>
    <message>
        <source>what is chosen only by its name</source>
        <translation>dem, was nur beim Namen gewählt wird</translation>
    </message>
    <message>
        <source>, apart from {starters}</source>
        <translation>, abgesehen von {starters}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>{name} is the only model that can answer{apart}.</source>
        <translation>{name} ist das einzige Modell, das antworten kann{apart}.</translation>
    </message>
    <message>
        <source>The request asks for {asked}.</source>
        <translation>Die Anfrage wünscht {asked}.</translation>
    </message>
    <message>
        <source>{name} {apart}; nothing else was asked for.</source>
        <translation>{name} {apart}; sonst war nichts gewünscht.</translation>
    </message>
    <message>
        <source>{name} is not what the request names with {hint!r}.</source>
        <translation>{name} ist nicht, was die Anfrage mit {hint!r} nennt.</translation>
    </message>
    <message>
        <source>{name} is not as close to {hint!r}.</source>
        <translation>{name} kommt {hint!r} nicht so nahe.</translation>
    </message>
    <message>
        <source>{name} is chosen only by its name.</source>
        <translation>{name} wird nur beim Namen gewählt.</translation>
    </message>
    <message>
        <source>{name} comes after every other model.</source>
        <translation>{name} kommt nach jedem anderen Modell.</translation>
    </message>
    <message>
        <source>, though {better}</source>
        <translation>, wenn auch {better}</translation>
    </message>
    <message>
        <source>{name} is {lacks}{though}.</source>
        <translation>{name} ist {lacks}{though}.</translation>
    </message>
    <message>
        <source>comes out level with {name}, but it </source>
        <translation>liegt gleichauf mit {name}, aber es </translation>
    </message>
    <message>
        <source>is in memory already</source>
        <translation>ist schon im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>is not in memory</source>
        <translation>ist nicht im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>is on this computer</source>
        <translation>ist auf diesem Computer</translation>
    </message>
    <message>
        <source>is not on this computer</source>
        <translation>ist nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>is cheaper</source>
        <translation>ist billiger</translation>
    </message>
    <message>
        <source>is dearer</source>
        <translation>ist teurer</translation>
    </message>
    <message>
        <source>comes first by name</source>
        <translation>kommt dem Namen nach zuerst</translation>
    </message>
    <message>
        <source>comes later by name</source>
        <translation>kommt dem Namen nach später</translation>
    </message>
    <message>
        <source>an AWS access key</source>
        <translation>ein Zugangsschlüssel von AWS</translation>
    </message>
    <message>
        <source>a GitHub token</source>
        <translation>ein Token von GitHub</translation>
    </message>
    <message>
        <source>a GitLab token</source>
        <translation>ein Token von GitLab</translation>
    </message>
    <message>
        <source>a Slack token</source>
        <translation>ein Token von Slack</translation>
    </message>
    <message>
        <source>an Anthropic key</source>
        <translation>ein Schlüssel von Anthropic</translation>
    </message>
    <message>
        <source>an OpenAI key</source>
        <translation>ein Schlüssel von OpenAI</translation>
    </message>
    <message>
        <source>an OpenRouter key</source>
        <translation>ein Schlüssel von OpenRouter</translation>
    </message>
    <message>
        <source>a Google API key</source>
        <translation>ein API-Schlüssel von Google</translation>
    </message>
    <message>
        <source>a Hugging Face token</source>
        <translation>ein Token von Hugging Face</translation>
    </message>
    <message>
        <source>a Stripe key</source>
        <translation>ein Schlüssel von Stripe</translation>
    </message>
    <message>
        <source>an npm token</source>
        <translation>ein Token von npm</translation>
    </message>
    <message>
        <source>a PyPI token</source>
        <translation>ein Token von PyPI</translation>
    </message>
    <message>
        <source>a SendGrid key</source>
        <translation>ein Schlüssel von SendGrid</translation>
    </message>
    <message>
        <source>a JSON Web Token</source>
        <translation>ein JSON Web Token</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>ein privater Schlüssel</translation>
    </message>
    <message>
        <source>This looks like {kind}: {match}…</source>
        <translation>Das sieht aus wie {kind}: {match}…</translation>
    </message>
    <message>
        <source>a data URI</source>
        <translation>einer Data-URI</translation>
    </message>
    <message>
        <source>{data:,} characters of {kind}, which nobody can read here.</source>
        <translation>{data:,} Zeichen {kind}, die hier niemand lesen kann.</translation>
    </message>
    <message>
        <source>invisible characters</source>
        <translation>unsichtbare Zeichen</translation>
    </message>
    <message>
        <source>bidirectional characters</source>
        <translation>Zeichen, die die Schreibrichtung ändern</translation>
    </message>
    <message>
        <source>tag characters</source>
        <translation>Tag-Zeichen</translation>
    </message>
    <message>
        <source>look-alike host</source>
        <translation>täuschend ähnlicher Host</translation>
    </message>
    <message>
        <source>encoded data</source>
        <translation>kodierte Daten</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>prompt injection</source>
        <translation>eingeschleuste Anweisung</translation>
    </message>
    <message>
        <source>spoofed speaker</source>
        <translation>vorgetäuschter Sprecher</translation>
    </message>
    <message>
        <source>context request</source>
        <translation>Bitte um fremden Kontext</translation>
    </message>
    <message>
        <source>shadowing tool</source>
        <translation>Werkzeug mit fremdem Namen</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>, part {value}</source>
        <translation>, Teil {value}</translation>
    </message>
    <message>
        <source>Message {value}{part}</source>
        <translation>Nachricht {value}{part}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>{names} and others</source>
        <translation>{names} und andere</translation>
    </message>
    <message>
        <source>Invisible tag characters say {decoded}.</source>
        <translation>Unsichtbare Tag-Zeichen sagen {decoded}.</translation>
    </message>
    <message>
        <source>What follows is shown in another order ({named}).</source>
        <translation>Was folgt, wird in anderer Reihenfolge gezeigt ({named}).</translation>
    </message>
    <message>
        <source>Invisible characters: {named}.</source>
        <translation>Unsichtbare Zeichen: {named}.</translation>
    </message>
    <message>
        <source>The address {address} {why}.</source>
        <translation>Die Adresse {address} {why}.</translation>
    </message>
    <message>
        <source>It has hidden characters: {named}.</source>
        <translation>Sie hat versteckte Zeichen: {named}.</translation>
    </message>
    <message>
        <source>leads to {quoted}, not to {quoted2}</source>
        <translation>führt zu {quoted}, nicht zu {quoted2}</translation>
    </message>
    <message>
        <source>has a slash in it that is none</source>
        <translation>hat einen Schrägstrich, der keiner ist</translation>
    </message>
    <message>
        <source>hides its number in a rare notation</source>
        <translation>versteckt ihre Nummer in einer seltenen Schreibweise</translation>
    </message>
    <message>
        <source>leads to a bare number instead of a name</source>
        <translation>führt zu einer bloßen Nummer statt zu einem Namen</translation>
    </message>
    <message>
        <source>has a name in a notation that cannot be read</source>
        <translation>hat einen Namen in einer Schreibweise, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>stands for a name in other letters: {quoted}</source>
        <translation>steht für einen Namen in anderen Buchstaben: {quoted}</translation>
    </message>
    <message>
        <source>mixes letters of {map} ({odd})</source>
        <translation>mischt Buchstaben aus {map} ({odd})</translation>
    </message>
    <message>
        <source>looks like {quoted}, but is in other letters</source>
        <translation>sieht aus wie {quoted}, ist aber in anderen Buchstaben</translation>
    </message>
    <message>
        <source>is written in odd letters for {quoted}</source>
        <translation>ist in seltsamen Buchstaben für {quoted} geschrieben</translation>
    </message>
    <message>
        <source>Asks for the context of all servers; only you can add it.</source>
        <translation>Bittet um den Kontext aller Server; nur Sie können ihn beifügen.</translation>
    </message>
    <message>
        <source>Stop sequences: {says}</source>
        <translation>Stoppfolgen: {says}</translation>
    </message>
    <message>
        <source>The tool {quoted} has the name of a tool of {whose}.</source>
        <translation>Das Werkzeug {quoted} heißt wie ein Werkzeug von {whose}.</translation>
    </message>
    <message>
        <source>Tool {quoted}: {says}</source>
        <translation>Werkzeug {quoted}: {says}</translation>
    </message>
    <message>
        <source>{says} It goes on in the next part.</source>
        <translation>{says} Es geht im nächsten Teil weiter.</translation>
    </message>
    <message numerus="yes">
        <source>{n} more of the same kind: {rule}.</source>
        <translation>
            <numerusform>{n} weitere Stelle derselben Art: {rule}.</numerusform>
            <numerusform>{n} weitere Stellen derselben Art: {rule}.</numerusform>
        </translation>
    </message>
    <message>
        <source>the host itself</source>
        <translation>Parley selbst</translation>
    </message>
    <message>
        <source>The program needs a name, by which its requests are shown.</source>
        <translation>Das Programm braucht einen Namen, unter dem seine Anfragen gezeigt werden.</translation>
    </message>
    <message>
        <source>{name} has a token already. Revoke it first, or choose another name.</source>
        <translation>{name} hat schon ein Zugangstoken. Widerrufen Sie es zuerst, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>No program named {name!r} has a token. Those that have: {known}.</source>
        <translation>Kein Programm namens {name!r} hat ein Zugangstoken. Eines haben: {known}.</translation>
    </message>
    <message>
        <source>{name} has another token by now, and keeps that one.</source>
        <translation>{name} hat inzwischen ein anderes Zugangstoken und behält jenes.</translation>
    </message>
    <message>
        <source>{name} was not attached: it is larger than {most} MB. Make it smaller first.</source>
        <translation>{name} wurde nicht angehängt: Die Datei ist größer als {most} MB. Machen Sie sie zuerst kleiner.</translation>
    </message>
    <message>
        <source>{name} was not attached: it is larger than {most} KB. Attach the part of it that matters.</source>
        <translation>{name} wurde nicht angehängt: Die Datei ist größer als {most} KB. Hängen Sie den Teil an, auf den es ankommt.</translation>
    </message>
    <message>
        <source>{name} was not attached: it is neither a text in UTF-8 nor an image (PNG, JPEG, GIF, WebP).</source>
        <translation>{name} wurde nicht angehängt: Es ist weder ein Text in UTF-8 noch ein Bild (PNG, JPEG, GIF, WebP).</translation>
    </message>
    <message>
        <source>You stopped it. What had come by then is kept.</source>
        <translation>Sie haben die Antwort abgebrochen. Was bis dahin kam, ist aufgehoben.</translation>
    </message>
    <message>
        <source>No tool that was offered has this name.</source>
        <translation>Kein angebotenes Werkzeug heißt so.</translation>
    </message>
    <message>
        <source>your own conversation here</source>
        <translation>Ihr eigenes Gespräch hier</translation>
    </message>
    <message>
        <source>{where} in {path} is wrong: {why}. Nothing was sent.</source>
        <translation>{where} in {path} ist falsch: {why}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Parley ended before this did.</source>
        <translation>Parley endete, bevor dies fertig war.</translation>
    </message>
    <message>
        <source>Cancelled unseen: a server may ask you {a_minute} times a minute, with {at_once} questions waiting. Others that came too soon after this one were cancelled too.</source>
        <translation>Ungesehen abgebrochen: Ein Server darf Sie {a_minute}-mal je Minute fragen, mit {at_once} wartenden Fragen. Andere, die zu bald danach kamen, wurden auch abgebrochen.</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>It is asked outside of any tool call of yours.</source>
        <translation>Danach wird außerhalb Ihrer Werkzeugaufrufe gefragt.</translation>
    </message>
    <message>
        <source>It seems to ask for a secret. A form shows the server what you type, and MCP forbids forms to ask for passwords and keys.</source>
        <translation>Hier scheint nach einem Geheimnis gefragt zu werden. Was Sie in ein Formular eingeben, sieht der Server, und MCP verbietet Formularen, nach Passwörtern und Schlüsseln zu fragen.</translation>
    </message>
    <message>
        <source>The server no longer wants it.</source>
        <translation>Der Server will es nicht mehr.</translation>
    </message>
    <message>
        <source>Its rules let it ask nothing outside of a tool call.</source>
        <translation>Seine Regeln lassen ihn außerhalb eines Werkzeugaufrufs nichts fragen.</translation>
    </message>
    <message>
        <source>What was given does not fit. {error}</source>
        <translation>Was eingegeben wurde, passt nicht. {error}</translation>
    </message>
    <message>
        <source>You opened the address.</source>
        <translation>Sie haben die Adresse geöffnet.</translation>
    </message>
    <message>
        <source>You submitted it.</source>
        <translation>Sie haben es abgeschickt.</translation>
    </message>
    <message>
        <source>Cancelled: {why}</source>
        <translation>Abgebrochen: {why}</translation>
    </message>
    <message>
        <source>You declined.</source>
        <translation>Sie haben abgelehnt.</translation>
    </message>
    <message>
        <source>Declined by {by}.</source>
        <translation>Abgelehnt durch {by}.</translation>
    </message>
    <message>
        <source>Cancelled: it was closed without an answer.</source>
        <translation>Abgebrochen: Es wurde ohne Antwort geschlossen.</translation>
    </message>
    <message>
        <source>{value:,} characters</source>
        <translation>{value:,} Zeichen</translation>
    </message>
    <message>
        <source>{value:,} chosen</source>
        <translation>{value:,} gewählt</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>The port {port} of this computer cannot be opened ({strerror}). The endpoint stays off. Choose another port, or 0 for any that is free.</source>
        <translation>Der Port {port} dieses Computers lässt sich nicht öffnen ({strerror}). Der Endpunkt bleibt aus. Wählen Sie einen anderen Port, oder 0 für irgendeinen freien.</translation>
    </message>
    <message>
        <source>a host without a name</source>
        <translation>ein Host-Programm ohne Namen</translation>
    </message>
    <message>
        <source>{name} (host)</source>
        <translation>{name} (Host-Programm)</translation>
    </message>
    <message>
        <source>, run as {program}</source>
        <translation>, ausgeführt als {program}</translation>
    </message>
    <message>
        <source>, a host that speaks MCP{runs}</source>
        <translation>, ein Host-Programm, das MCP spricht{runs}</translation>
    </message>
    <message>
        <source>{name} is taken by Parley itself. Choose another name.</source>
        <translation>{name} ist von Parley selbst belegt. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>A server is named {name!r}. Choose another name.</source>
        <translation>Ein Server heißt {name!r}. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>a program with a token of {day}</source>
        <translation>ein Programm mit einem Zugangstoken vom {day}</translation>
    </message>
    <message>
        <source>{where} in {path} is wrong: {first}. The endpoint stays as it is.</source>
        <translation>{where} in {path} ist falsch: {first}. Der Endpunkt bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>A server that Parley runs gets no tools by Parley: it might loop.</source>
        <translation>Ein Server, den Parley ausführt, bekommt keine Werkzeuge durch Parley: Das könnte sich im Kreis drehen.</translation>
    </message>
    <message>
        <source>No server is named {name!r}. `parley servers list` names them.</source>
        <translation>Kein Server heißt {name!r}. `parley servers list` nennt sie.</translation>
    </message>
    <message>
        <source>No model has the id {only!r}. `parley models list` names them.</source>
        <translation>Kein Modell hat die Kennung {only!r}. `parley models list` nennt sie.</translation>
    </message>
    <message>
        <source>Parley is to stay offline, as its settings say</source>
        <translation>Parley soll offline bleiben, wie seine Einstellungen sagen</translation>
    </message>
    <message>
        <source>{name} was not asked: it is reached over the network, and Parley is to stay offline. Change that in the settings, or choose a model of this computer.</source>
        <translation>{name} wurde nicht gefragt: Es ist nur über das Netz erreichbar, und Parley soll offline bleiben. Ändern Sie das in den Einstellungen, oder wählen Sie ein Modell dieses Computers.</translation>
    </message>
    <message>
        <source>A tiny model that comes with Parley, for trying things out. It answers simple questions about short English texts, not always rightly; for real work, add a larger model.</source>
        <translation>Ein winziges Modell, das mit Parley kommt, zum Ausprobieren. Es beantwortet einfache Fragen zu kurzen englischen Texten, nicht immer richtig; fügen Sie für richtige Arbeit ein größeres Modell hinzu.</translation>
    </message>
    <message>
        <source>sent over the network</source>
        <translation>über das Netz gesendet</translation>
    </message>
    <message>
        <source>the file says so</source>
        <translation>so steht es in der Datei</translation>
    </message>
    <message>
        <source>Parley&apos;s list of models says so</source>
        <translation>so steht es in Parleys Liste der Modelle</translation>
    </message>
    <message>
        <source>the provider says so</source>
        <translation>so sagt es der Anbieter</translation>
    </message>
    <message>
        <source>a list of prices says so</source>
        <translation>so steht es in einer Preisliste</translation>
    </message>
    <message>
        <source>seen here</source>
        <translation>hier gesehen</translation>
    </message>
    <message>
        <source>measured here</source>
        <translation>hier gemessen</translation>
    </message>
    <message>
        <source>reckoned by Parley</source>
        <translation>von Parley geschätzt</translation>
    </message>
    <message>
        <source>as it stands in providers.json since you enabled it</source>
        <translation>so steht es in providers.json, seit Sie es eingeschaltet haben</translation>
    </message>
    <message>
        <source>you said so</source>
        <translation>so haben Sie es gesagt</translation>
    </message>
    <message>
        <source>as of the models that it is made of</source>
        <translation>nach den Modellen, aus denen es besteht</translation>
    </message>
    <message>
        <source>it crashed {times} times ({rstrip}), so it is set aside; to try it again: parley models check {quote}</source>
        <translation>es ist {times}-mal abgestürzt ({rstrip}) und daher beiseitegelegt; um es wieder zu versuchen: parley models check {quote}</translation>
    </message>
    <message>
        <source>{number:,} tokens</source>
        <translation>{number:,} Token</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>${price:g} for a million tokens</source>
        <translation>{price:g} $ für eine Million Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Also called</source>
        <translation>Heißt auch</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>Besteht aus</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Was sie tun</translation>
    </message>
    <message>
        <source>Good at</source>
        <translation>Gut in</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Nimmt</translation>
    </message>
    <message>
        <source>Uses tools</source>
        <translation>Benutzt Werkzeuge</translation>
    </message>
    <message>
        <source>Turns texts into vectors</source>
        <translation>Macht aus Texten Vektoren</translation>
    </message>
    <message>
        <source>Thinks first</source>
        <translation>Denkt erst nach</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert auf</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Counts as</source>
        <translation>Zählt wie</translation>
    </message>
    <message>
        <source>a model of {number:g} billion parameters</source>
        <translation>ein Modell mit {number:g} Milliarden Parametern</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>Besondere Token</translation>
    </message>
    <message>
        <source>Own chat template</source>
        <translation>Eigene Chat-Vorlage</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
    <message>
        <source>over the network</source>
        <translation>über das Netz</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>Gefragt bei</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>{rate:.1f} tokens a second</source>
        <translation>{rate:.1f} Token je Sekunde</translation>
    </message>
    <message>
        <source>Price of a request</source>
        <translation>Preis einer Anfrage</translation>
    </message>
    <message>
        <source>Price of an answer</source>
        <translation>Preis einer Antwort</translation>
    </message>
    <message>
        <source>Price of sound</source>
        <translation>Preis von Ton</translation>
    </message>
    <message>
        <source>Prices are</source>
        <translation>Stand der Preise</translation>
    </message>
    <message>
        <source>Cannot be asked</source>
        <translation>Kann nicht gefragt werden</translation>
    </message>
    <message>
        <source>{model_id} was not fetched by Parley, so its file is not deleted. To take it out of the list: parley models remove {quote}</source>
        <translation>{model_id} wurde nicht von Parley geholt; daher wird die Datei nicht gelöscht. Um es aus der Liste zu nehmen: parley models remove {quote}</translation>
    </message>
    <message>
        <source>{file} cannot be deleted: {reason}. Nothing was changed.</source>
        <translation>{file} lässt sich nicht löschen: {reason}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{file} cannot be brought back: {reason}. Fetch it again.</source>
        <translation>{file} lässt sich nicht zurückholen: {reason}. Holen Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>The model that comes with Parley cannot be read: {path} is missing or damaged. Other models go on working. Reinstall Parley to get it back.</source>
        <translation>Das Modell, das mit Parley kommt, ist nicht lesbar: {path} fehlt oder ist beschädigt. Andere Modelle arbeiten weiter. Installieren Sie Parley neu, um es zurückzubekommen.</translation>
    </message>
    <message>
        <source> To take it off the list instead: parley models remove {quote}</source>
        <translation> Um es stattdessen aus der Liste zu nehmen: parley models remove {quote}</translation>
    </message>
    <message>
        <source>{name} is one of {count} parts of a model, and not the first of them under its own name (…-00001-of-…). Nothing was changed. Choose the first part; the others are found beside it.</source>
        <translation>{name} ist einer von {count} Teilen eines Modells und nicht der erste unter seinem eigenen Namen (…-00001-of-…). Nichts wurde geändert. Wählen Sie den ersten Teil; die anderen werden daneben gefunden.</translation>
    </message>
    <message>
        <source>the place of another part in its model</source>
        <translation>die Stelle eines anderen Teils in seinem Modell</translation>
    </message>
    <message>
        <source>parts that do not belong together</source>
        <translation>Teile, die nicht zusammengehören</translation>
    </message>
    <message>
        <source>no architecture</source>
        <translation>keine Architektur</translation>
    </message>
    <message>
        <source>it takes {size} of memory ({size2} weights, {size3} for {context_length:,} tokens, {size4} for computing)</source>
        <translation>es braucht {size} Arbeitsspeicher ({size2} Gewichte, {size3} für {context_length:,} Token, {size4} zum Rechnen)</translation>
    </message>
    <message>
        <source>{figures}; how much a graphics card has free is found out when it is loaded</source>
        <translation>{figures}; wie viel eine Grafikkarte frei hat, zeigt sich beim Laden</translation>
    </message>
    <message>
        <source>{value}: {figures}, and {size} are free</source>
        <translation>{value}: {figures}, und {size} sind frei</translation>
    </message>
    <message>
        <source>is no model, but what lets a model see images. It was left as it was. Put it beside its model, then add that one.</source>
        <translation>ist kein Modell, sondern das, womit ein Modell Bilder sieht. Die Datei blieb, wie sie war. Legen Sie sie neben ihr Modell, und fügen Sie dann jenes hinzu.</translation>
    </message>
    <message>
        <source>nothing that lets a model see</source>
        <translation>nichts, womit ein Modell sehen kann</translation>
    </message>
    <message>
        <source>patches larger than the image</source>
        <translation>Flicken, die größer sind als das Bild</translation>
    </message>
    <message>
        <source>less data than it announces; the download was perhaps cut short</source>
        <translation>weniger Daten, als sie ankündigt; vielleicht brach das Herunterladen ab</translation>
    </message>
    <message>
        <source>characters in one text</source>
        <translation>Zeichen in einem Text</translation>
    </message>
    <message>
        <source>a value of the unknown type {kind}</source>
        <translation>einen Wert der unbekannten Art {kind}</translation>
    </message>
    <message>
        <source>items in one array</source>
        <translation>Einträge in einem Feld</translation>
    </message>
    <message>
        <source>a header without end</source>
        <translation>einen Kopf ohne Ende</translation>
    </message>
    <message>
        <source>an array of the unknown type {kind}</source>
        <translation>ein Feld der unbekannten Art {kind}</translation>
    </message>
    <message>
        <source>{path} cannot be read as a model: it is not a regular file. Nothing was changed. Choose a GGUF file.</source>
        <translation>{path} ist nicht als Modell lesbar: Es ist keine gewöhnliche Datei. Nichts wurde geändert. Wählen Sie eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>another format</source>
        <translation>ein anderes Format</translation>
    </message>
    <message>
        <source>the unknown version {version}</source>
        <translation>die unbekannte Version {version}</translation>
    </message>
    <message>
        <source>There is no model file at {path}. Nothing was changed. Put the file back, or add it again from where it is now.</source>
        <translation>Unter {path} liegt keine Modelldatei. Nichts wurde geändert. Legen Sie die Datei zurück, oder fügen Sie sie von dort hinzu, wo sie jetzt liegt.</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read: {value}. Nothing was changed. Check its permissions and the disk, then try again.</source>
        <translation>Die Modelldatei {path} ist nicht lesbar: {value}. Nichts wurde geändert. Prüfen Sie ihre Rechte und den Datenträger, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>{name} is not a sound GGUF model file: it has {error}. The file was left as it was. Download it again, or choose another file.</source>
        <translation>{name} ist keine heile GGUF-Modelldatei: Sie hat {error}. Die Datei blieb, wie sie war. Laden Sie sie noch einmal herunter, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>the impossible {rpartition} {value}</source>
        <translation>die unmögliche Angabe {rpartition} {value}</translation>
    </message>
    <message>
        <source>two entries {key!r}</source>
        <translation>zwei Einträge {key!r}</translation>
    </message>
    <message>
        <source>the impossible alignment {alignment}</source>
        <translation>die unmögliche Ausrichtung {alignment}</translation>
    </message>
    <message>
        <source>a tensor out of step</source>
        <translation>einen Tensor außer der Reihe</translation>
    </message>
    <message>
        <source>two tensors of one name</source>
        <translation>zwei Tensoren eines Namens</translation>
    </message>
    <message>
        <source>a tensor of {dimensions} dimensions</source>
        <translation>einen Tensor mit {dimensions} Dimensionen</translation>
    </message>
    <message>
        <source>values in one row</source>
        <translation>Werte in einer Reihe</translation>
    </message>
    <message>
        <source>a tensor of the unknown type {kind}</source>
        <translation>einen Tensor der unbekannten Art {kind}</translation>
    </message>
    <message>
        <source>The list of models that comes with Parley cannot be read: {path}. Install Parley again to mend it; your models stay.</source>
        <translation>Die Liste der Modelle, die mit Parley kommt, ist nicht lesbar: {path}. Installieren Sie Parley neu, um das zu beheben; Ihre Modelle bleiben.</translation>
    </message>
    <message>
        <source>Parley is to stay offline, as its settings say, so the hub is not asked. What came is kept. Turn that off in the settings, under Network, and try again.</source>
        <translation>Parley soll offline bleiben, wie seine Einstellungen sagen; daher wird der Hub nicht gefragt. Was schon kam, ist aufgehoben. Schalten Sie das in den Einstellungen unter „Netz“ aus, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The hub gives another file for {target} than the one that it listed, although the commit is the same. Nothing of it was taken. Try again later, or choose another file.</source>
        <translation>Der Hub gibt für {target} eine andere Datei, als er aufgeführt hat, obwohl der Commit derselbe ist. Nichts davon wurde genommen. Versuchen Sie es später, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{what!r} is no repository&apos;s name: it looks like OWNER/NAME.</source>
        <translation>{what!r} ist kein Name eines Repositorys: So einer sieht aus wie BESITZER/NAME.</translation>
    </message>
    <message>
        <source>The hub answered in a way that Parley does not understand ({error}). Nothing was changed. If HF_ENDPOINT is set, check that it leads to a hub.</source>
        <translation>Der Hub hat auf eine Weise geantwortet, die Parley nicht versteht ({error}). Nichts wurde geändert. Ist HF_ENDPOINT gesetzt, prüfen Sie, ob es zu einem Hub führt.</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set, so the hub is not asked. What is on this computer can be used all the same: parley models list --found</source>
        <translation>HF_HUB_OFFLINE ist gesetzt, daher wird der Hub nicht gefragt. Was auf diesem Computer ist, lässt sich trotzdem nutzen: parley models list --found</translation>
    </message>
    <message>
        <source>The hub has no {what}. parley models get REPO tells its files.</source>
        <translation>Der Hub hat kein {what}. parley models get REPO nennt die Dateien.</translation>
    </message>
    <message>
        <source>The hub cannot be reached ({value}). Nothing was changed. Check the connection, and HF_ENDPOINT and HTTPS_PROXY where they are set.</source>
        <translation>Der Hub ist nicht erreichbar ({value}). Nichts wurde geändert. Prüfen Sie die Verbindung, und HF_ENDPOINT und HTTPS_PROXY, wo sie gesetzt sind.</translation>
    </message>
    <message>
        <source>{what} is given only to people who agreed to its terms. Agree to them on its page on the hub, give Parley your token for the hub (parley models token), and try again.</source>
        <translation>{what} bekommen nur Personen, die den Bedingungen zugestimmt haben. Stimmen Sie ihnen auf der Seite im Hub zu, geben Sie Parley Ihr Token für den Hub (parley models token), und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>What HF_TOKEN or `hf auth login` has is no token: it holds spaces or signs that tokens do not have, or is too long. Correct it there.</source>
        <translation>Was HF_TOKEN oder `hf auth login` hat, ist kein Token: Es enthält Leerzeichen oder Zeichen, die Token nicht haben, oder ist zu lang. Berichtigen Sie es dort.</translation>
    </message>
    <message>
        <source>The hub has no {what}, or keeps it private. Look for it with parley models search; a private one needs your token for the hub: parley models token.</source>
        <translation>Der Hub hat {what} nicht oder hält es privat. Suchen Sie danach mit parley models search; ein privates braucht Ihr Token für den Hub: parley models token.</translation>
    </message>
    <message>
        <source>The hub does not give {what} to you (code {status}). Check that your token for the hub is right and may read, or give Parley one: parley models token.</source>
        <translation>Der Hub gibt Ihnen {what} nicht (Code {status}). Prüfen Sie, ob Ihr Token für den Hub stimmt und lesen darf, oder geben Sie Parley eines: parley models token.</translation>
    </message>
    <message>
        <source>the hub is busy, code {status}</source>
        <translation>der Hub ist beschäftigt, Code {status}</translation>
    </message>
    <message>
        <source> in {wait:.0f} seconds</source>
        <translation> in {wait:.0f} Sekunden</translation>
    </message>
    <message>
        <source> in a few minutes</source>
        <translation> in einigen Minuten</translation>
    </message>
    <message>
        <source>The hub was asked too often. Try again{when}.</source>
        <translation>Der Hub wurde zu oft gefragt. Versuchen Sie es{when} wieder.</translation>
    </message>
    <message>
        <source>The hub could not answer (code {status}). Nothing was changed. Try later.</source>
        <translation>Der Hub konnte nicht antworten (Code {status}). Nichts wurde geändert. Versuchen Sie es später.</translation>
    </message>
    <message>
        <source>none that Parley can use</source>
        <translation>keine, die Parley verwenden kann</translation>
    </message>
    <message>
        <source>several such files</source>
        <translation>mehrere solche Dateien</translation>
    </message>
    <message>
        <source>no file {file!r}</source>
        <translation>keine Datei {file!r}</translation>
    </message>
    <message>
        <source>{repo} has {which}. Its model files: {names}.</source>
        <translation>{repo} hat {which}. Seine Modelldateien: {names}.</translation>
    </message>
    <message>
        <source> Your token was not sent. {error}</source>
        <translation> Ihr Token wurde nicht gesendet. {error}</translation>
    </message>
    <message>
        <source>it sends less than it announces</source>
        <translation>er sendet weniger, als er ankündigt</translation>
    </message>
    <message>
        <source>it is longer than announced</source>
        <translation>sie ist länger als angekündigt</translation>
    </message>
    <message>
        <source>The hub was asked too often. Try again in {wait:.0f} seconds. {kept}</source>
        <translation>Der Hub wurde zu oft gefragt. Versuchen Sie es in {wait:.0f} Sekunden wieder. {kept}</translation>
    </message>
    <message>
        <source>{name} needs {value:.2f} GB more, and the disk of {parent} has {value2:.2f} GB free. {kept} Make room, then try again.</source>
        <translation>{name} braucht {value:.2f} GB mehr, und auf dem Datenträger von {parent} sind {value2:.2f} GB frei. {kept} Schaffen Sie Platz, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The connection to the hub does not hold ({why}). {kept} To go on: parley models get {target}</source>
        <translation>Die Verbindung zum Hub hält nicht ({why}). {kept} Um fortzufahren: parley models get {target}</translation>
    </message>
    <message>
        <source>{path} cannot be written: {value}. {kept} Mend that, then try again: it goes on where it was.</source>
        <translation>{path} lässt sich nicht schreiben: {value}. {kept} Beheben Sie das, und versuchen Sie es wieder: Es geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>{value:.0f} MB of it are kept.</source>
        <translation>{value:.0f} MB davon sind aufgehoben.</translation>
    </message>
    <message>
        <source>its SHA-256 is {digest}, and should be {sha256}</source>
        <translation>ihre SHA-256 ist {digest} und müsste {sha256} sein</translation>
    </message>
    <message>
        <source>{file} came damaged: {why}. It is not loaded, and was kept aside as {kept}. To fetch it again: parley models get {target}</source>
        <translation>{file} kam beschädigt an: {why}. Sie wird nicht geladen und wurde als {kept} beiseitegelegt. Um sie noch einmal zu holen: parley models get {target}</translation>
    </message>
    <message>
        <source>{name} is being fetched by another Parley. Nothing was changed.</source>
        <translation>{name} wird gerade von einem anderen Parley geholt. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{part_of} cannot be deleted: {value}. Delete it yourself.</source>
        <translation>{part_of} lässt sich nicht löschen: {value}. Löschen Sie es selbst.</translation>
    </message>
    <message>
        <source>{name} is not what came from {repo}: it was damaged or swapped (its SHA-256 is {digest}, and should be {sha256}). It is not loaded</source>
        <translation>{name} ist nicht, was von {repo} kam: Es wurde beschädigt oder vertauscht (die SHA-256 ist {digest} und müsste {sha256} sein). Es wird nicht geladen</translation>
    </message>
    <message>
        <source>, and was kept aside as {kept}. </source>
        <translation>, und wurde als {kept} beiseitegelegt. </translation>
    </message>
    <message>
        <source>; it was left at {kept}. </source>
        <translation>; es blieb unter {kept}. </translation>
    </message>
    <message>
        <source>To fetch it again: parley models get {target}</source>
        <translation>Um es noch einmal zu holen: parley models get {target}</translation>
    </message>
    <message>
        <source>The model {model_id} is no longer here. Choose another one.</source>
        <translation>Das Modell {model_id} ist nicht mehr hier. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>{model_id} does not answer by itself.</source>
        <translation>{model_id} antwortet nicht selbst.</translation>
    </message>
    <message>
        <source>{model_id} comes with Parley and stays in the list. It is never chosen while another model can answer.</source>
        <translation>{model_id} kommt mit Parley und bleibt in der Liste. Es wird nie gewählt, solange ein anderes Modell antworten kann.</translation>
    </message>
    <message>
        <source>{id} lies in Parley&apos;s own folder {folder}. Delete or move the file there to take the model out of the list. One that Parley fetched is deleted by: parley models remove {quoted} --delete</source>
        <translation>{id} liegt in Parleys eigenem Ordner {folder}. Löschen oder verschieben Sie die Datei dort, um das Modell aus der Liste zu nehmen. Eines, das Parley geholt hat, löscht: parley models remove {quoted} --delete</translation>
    </message>
    <message>
        <source>its schema allows no arguments at all</source>
        <translation>sein Schema erlaubt überhaupt keine Argumente</translation>
    </message>
    <message>
        <source>the schemas of the tools are too large together</source>
        <translation>die Schemata der Werkzeuge sind zusammen zu groß</translation>
    </message>
    <message>
        <source>The tool {tool!r} cannot be offered to the model: {why}. Nothing was asked. Whoever made the server can mend this; a request without the tool works.</source>
        <translation>Das Werkzeug {tool!r} kann dem Modell nicht angeboten werden: {why}. Nichts wurde gefragt. Wer den Server gemacht hat, kann das beheben; eine Anfrage ohne das Werkzeug geht.</translation>
    </message>
    <message>
        <source>{name} failed: {message} The next request starts it again. Its process&apos;s log is {log}.</source>
        <translation>{name} ist gescheitert: {message} Die nächste Anfrage startet es neu. Die Protokolldatei seines Prozesses ist {log}.</translation>
    </message>
    <message>
        <source>ended by {name}</source>
        <translation>beendet durch {name}</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>Exit-Code {code}</translation>
    </message>
    <message>
        <source>This build of Parley cannot take images. The model was not loaded.</source>
        <translation>Dieser Bau von Parley kann keine Bilder annehmen. Das Modell wurde nicht geladen.</translation>
    </message>
    <message>
        <source>The image takes {size} tokens, and this model reads images of {batch} at the most here. Nothing was answered. Make the image smaller, or choose another model.</source>
        <translation>Das Bild braucht {size} Token, und dieses Modell liest hier Bilder mit höchstens {batch}. Nichts wurde beantwortet. Machen Sie das Bild kleiner, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The image could not be computed (llama.cpp&apos;s code {code}). This answer is lost; the model stays loaded. Try again, or choose another model.</source>
        <translation>Das Bild ließ sich nicht berechnen (Code {code} von llama.cpp). Diese Antwort ist verloren; das Modell bleibt geladen. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>An image of the request is damaged and cannot be read. Nothing was answered. Save it anew, as PNG or JPEG, and try again.</source>
        <translation>Ein Bild der Anfrage ist beschädigt und nicht lesbar. Nichts wurde beantwortet. Speichern Sie es neu, als PNG oder JPEG, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The model cannot take an image of the request as it is: it may be too narrow, too flat or too small. Nothing was answered. Try it in another size.</source>
        <translation>Das Modell kann ein Bild der Anfrage so nicht annehmen: Es ist vielleicht zu schmal, zu flach oder zu klein. Nichts wurde beantwortet. Versuchen Sie es in einer anderen Größe.</translation>
    </message>
    <message>
        <source>The request holds {images} images, and {most_images} are taken at the most. Nothing was answered. Send fewer.</source>
        <translation>Die Anfrage enthält {images} Bilder, und höchstens {most_images} werden angenommen. Nichts wurde beantwortet. Senden Sie weniger.</translation>
    </message>
    <message>
        <source>An image of the request is no base64. Nothing was answered. Whoever made the program that asks can mend this.</source>
        <translation>Ein Bild der Anfrage ist kein Base64. Nichts wurde beantwortet. Wer das fragende Programm gemacht hat, kann das beheben.</translation>
    </message>
    <message>
        <source>An image of the request has {value} MB, and {value2} MB are taken at the most. Nothing was answered. Make it smaller.</source>
        <translation>Ein Bild der Anfrage hat {value} MB, und höchstens {value2} MB werden angenommen. Nichts wurde beantwortet. Machen Sie es kleiner.</translation>
    </message>
    <message>
        <source>An image of the request is none that a model of this computer can be given. Nothing was answered. PNG, JPEG, GIF and BMP can; save it as one of them.</source>
        <translation>Ein Bild der Anfrage ist keines, das ein Modell dieses Computers bekommen kann. Nichts wurde beantwortet. PNG, JPEG, GIF und BMP gehen; speichern Sie es als eines davon.</translation>
    </message>
    <message>
        <source>An image of the request is {size} by {size2} pixels large, and {value} million are taken at the most. Nothing was answered. Make it smaller.</source>
        <translation>Ein Bild der Anfrage ist {size} mal {size2} Pixel groß, und höchstens {value} Millionen werden angenommen. Nichts wurde beantwortet. Machen Sie es kleiner.</translation>
    </message>
    <message>
        <source>{name}, with which this model would see, cannot be loaded: llama.cpp refuses it. The files were left as they were. It may belong to another model, or be damaged: move it away to use the model without images, or fetch it again.</source>
        <translation>{name}, womit dieses Modell sehen würde, lässt sich nicht laden: llama.cpp lehnt es ab. Die Dateien blieben, wie sie waren. Es gehört vielleicht zu einem anderen Modell oder ist beschädigt: Schieben Sie es weg, um das Modell ohne Bilder zu benutzen, oder holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This process could not be isolated further: {error}
</source>
        <translation>Dieser Prozess ließ sich nicht weiter abschotten: {error}
</translation>
    </message>
    <message>
        <source>a clean environment</source>
        <translation>einer sauberen Umgebung</translation>
    </message>
    <message>
        <source>only its own model and the system&apos;s libraries</source>
        <translation>nur seinem eigenen Modell und den Bibliotheken des Systems</translation>
    </message>
    <message>
        <source>no network, no other program</source>
        <translation>keinem Netz, keinem anderen Programm</translation>
    </message>
    <message>
        <source>{name} cannot be loaded: llama.cpp refuses it. The file was left as it was. It may be damaged, or of a kind that this version does not know; download it again or choose another.</source>
        <translation>{name} lässt sich nicht laden: llama.cpp lehnt es ab. Die Datei blieb, wie sie war. Sie ist vielleicht beschädigt oder von einer Art, die diese Version nicht kennt; laden Sie sie noch einmal herunter, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of {length} tokens. Nothing was changed. Close other programs or choose a smaller model.</source>
        <translation>Für einen Kontext von {length} Token ist nicht genug Arbeitsspeicher da. Nichts wurde geändert. Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>GPU: {description}, {layers} of {of} layers</source>
        <translation>GPU: {description}, {layers} von {of} Schichten</translation>
    </message>
    <message>
        <source>The GPU ({description}) has {value} MB of free memory, too little for any part of this model, so the CPU computes it. Close what else uses the GPU, then start Parley again.</source>
        <translation>Die GPU ({description}) hat {value} MB freien Speicher, zu wenig für irgendeinen Teil dieses Modells; daher rechnet die CPU. Schließen Sie, was die GPU sonst nutzt, und starten Sie Parley neu.</translation>
    </message>
    <message>
        <source>it computes {layers} and the CPU the others</source>
        <translation>sie rechnet {layers} und die CPU die übrigen</translation>
    </message>
    <message>
        <source>The GPU ({description}) failed with {layers} layers of this model, so {value}. A newer graphics driver may help; what went wrong stands in the log of the model&apos;s process.</source>
        <translation>Die GPU ({description}) ist mit {layers} Schichten dieses Modells gescheitert; daher gilt: {value}. Ein neuerer Grafiktreiber hilft vielleicht; was schiefging, steht in der Protokolldatei des Modellprozesses.</translation>
    </message>
    <message>
        <source>the CPU computes it</source>
        <translation>die CPU rechnet</translation>
    </message>
    <message>
        <source>It cannot be asked now: {why}.</source>
        <translation>Es kann jetzt nicht gefragt werden: {why}.</translation>
    </message>
    <message>
        <source>{name} was closed before it could answer.</source>
        <translation>{name} wurde geschlossen, bevor es antworten konnte.</translation>
    </message>
    <message>
        <source>{name} could not be loaded: it crashed its process ({error}). The file was left as it was; it is damaged, or too large for this computer. Choose another. The process&apos;s log is {log}.</source>
        <translation>{name} ließ sich nicht laden: Es hat seinen Prozess zum Absturz gebracht ({error}). Die Datei blieb, wie sie war; sie ist beschädigt oder zu groß für diesen Computer. Wählen Sie eine andere. Die Protokolldatei des Prozesses ist {log}.</translation>
    </message>
    <message>
        <source>{name} could not be loaded: no process could be started ({error}). Nothing was changed. Free some memory and disk, then try again.</source>
        <translation>{name} ließ sich nicht laden: Es konnte kein Prozess gestartet werden ({error}). Nichts wurde geändert. Schaffen Sie Platz im Arbeitsspeicher und auf dem Datenträger, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>{name} failed on the GPU ({error}), so the CPU computes it until Parley is started again. A newer graphics driver may help. The process&apos;s log is {log}.</source>
        <translation>{name} ist auf der GPU gescheitert ({error}); daher rechnet die CPU, bis Parley neu gestartet wird. Ein neuerer Grafiktreiber hilft vielleicht. Die Protokolldatei des Prozesses ist {log}.</translation>
    </message>
    <message>
        <source>{name} stopped unexpectedly ({error}), and its answer is lost. The next request starts it again. Its process&apos;s log is {log}.</source>
        <translation>{name} hat unerwartet aufgehört ({error}), und seine Antwort ist verloren. Die nächste Anfrage startet es neu. Die Protokolldatei seines Prozesses ist {log}.</translation>
    </message>
    <message>
        <source>{key_variable}, its key, is not set</source>
        <translation>{key_variable}, sein Schlüssel, ist nicht gesetzt</translation>
    </message>
    <message>
        <source>no key is stored for {label}</source>
        <translation>für {label} ist kein Schlüssel gespeichert</translation>
    </message>
    <message>
        <source>Put one in: parley providers key {name}</source>
        <translation>Geben Sie einen ein: parley providers key {name}</translation>
    </message>
    <message>
        <source>Set it, in Parley&apos;s .env file too, or: parley providers key {name}</source>
        <translation>Setzen Sie sie, auch in Parleys .env-Datei, oder: parley providers key {name}</translation>
    </message>
    <message>
        <source>The variable {key_variable}, which is to hold the key, is not set</source>
        <translation>Die Variable {key_variable}, die den Schlüssel enthalten soll, ist nicht gesetzt</translation>
    </message>
    <message>
        <source>Its key is not in the system&apos;s store any more</source>
        <translation>Der Schlüssel ist nicht mehr im Speicher des Systems</translation>
    </message>
    <message>
        <source>No key is stored for it</source>
        <translation>Es ist kein Schlüssel gespeichert</translation>
    </message>
    <message>
        <source>{label} was not asked: its key cannot be had.</source>
        <translation>{label} wurde nicht gefragt: Der Schlüssel ist nicht zu bekommen.</translation>
    </message>
    <message>
        <source>{label} was not asked.</source>
        <translation>{label} wurde nicht gefragt.</translation>
    </message>
    <message>
        <source>{provider} sent something that is no piece of an answer, so the answer was given up. Try again, or choose another model.</source>
        <translation>{provider} hat etwas gesendet, das kein Stück einer Antwort ist; die Antwort wurde aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The answer of {provider} was cut off before its end, and is given up. Try again, or choose another model.</source>
        <translation>Die Antwort von {provider} brach vor ihrem Ende ab und ist aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{provider} held its answer back: its filter for content objected. Change the request, or choose another model.</source>
        <translation>{provider} hat seine Antwort zurückgehalten: Sein Inhaltsfilter hatte Einwände. Ändern Sie die Anfrage, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{provider} had a fault in the middle of its answer, which is given up. Try again, or choose another model.</source>
        <translation>{provider} hatte mitten in seiner Antwort einen Fehler; sie ist aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{name} holds a secret, and this file holds none. Use the key.</source>
        <translation>{name} enthält ein Geheimnis, und diese Datei enthält keine. Nehmen Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>{name!r} is not a header</source>
        <translation>{name!r} ist kein Header</translation>
    </message>
    <message>
        <source>{host} is not this computer, so it cannot be local</source>
        <translation>{host} ist nicht dieser Computer, kann also nicht lokal sein</translation>
    </message>
    <message>
        <source>the address is not one</source>
        <translation>die Adresse ist keine</translation>
    </message>
    <message>
        <source>the address must begin with https://</source>
        <translation>die Adresse muss mit https:// beginnen</translation>
    </message>
    <message>
        <source>the address holds a name or a password, and this file holds no secrets</source>
        <translation>die Adresse enthält einen Namen oder ein Passwort, und diese Datei enthält keine Geheimnisse</translation>
    </message>
    <message>
        <source>the address must end with its path, without ? or #</source>
        <translation>die Adresse muss mit ihrem Pfad enden, ohne ? oder #</translation>
    </message>
    <message>
        <source>the address holds signs that addresses do not have</source>
        <translation>die Adresse enthält Zeichen, die Adressen nicht haben</translation>
    </message>
    <message>
        <source>over http everyone on the way to {host} can read the key and the requests. Use https, or say &quot;insecure&quot; if that is no matter, in a network of your own</source>
        <translation>über http kann jeder auf dem Weg zu {host} den Schlüssel und die Anfragen lesen. Nehmen Sie https, oder sagen Sie &quot;insecure&quot;, wenn das nichts ausmacht, in einem eigenen Netz</translation>
    </message>
    <message>
        <source>{error} It was left out.</source>
        <translation>{error} Er wurde ausgelassen.</translation>
    </message>
    <message>
        <source>There is a provider named {name!r} already. Choose another name.</source>
        <translation>Es gibt schon einen Anbieter namens {name!r}. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no provider named {name!r} any more.</source>
        <translation>Es gibt keinen Anbieter namens {name!r} mehr.</translation>
    </message>
    <message>
        <source>There is no provider named {name!r} in {path}. `parley providers list` tells them.</source>
        <translation>In {path} gibt es keinen Anbieter namens {name!r}. `parley providers list` nennt sie.</translation>
    </message>
    <message>
        <source>{name!r} is no name for a provider: it may have 40 letters, digits, dots and hyphens.</source>
        <translation>{name!r} ist kein Name für einen Anbieter: Er darf 40 Buchstaben, Ziffern, Punkte und Bindestriche haben.</translation>
    </message>
    <message>
        <source>The entry of provider {name!r} must be an object.</source>
        <translation>Der Eintrag des Anbieters {name!r} muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>Provider {name!r}: {first}.</source>
        <translation>Anbieter {name!r}: {first}.</translation>
    </message>
    <message>
        <source>there is no {where!r}. There are: {known}</source>
        <translation>es gibt kein {where!r}. Es gibt: {known}</translation>
    </message>
    <message>
        <source>Your account with {label} has no credit left. Nothing was answered. Add some there, or choose another model.</source>
        <translation>Ihr Konto bei {label} hat kein Guthaben mehr. Nichts wurde beantwortet. Laden Sie es dort auf, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} is asked too often at the moment{wait}. Nothing was answered. Try again later, or choose another model.</source>
        <translation>{label} wird gerade zu oft gefragt{wait}. Nichts wurde beantwortet. Versuchen Sie es später wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The request is longer than the model at {label} can take. Nothing was answered. Shorten it, or choose a model with a longer context.</source>
        <translation>Die Anfrage ist länger, als das Modell bei {label} annehmen kann. Nichts wurde beantwortet. Kürzen Sie sie, oder wählen Sie ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>{label} does not answer this request: its filter for content objected. Change the request, or choose another model.</source>
        <translation>{label} beantwortet diese Anfrage nicht: Sein Inhaltsfilter hatte Einwände. Ändern Sie die Anfrage, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} is overloaded or has a fault of its own{number}. Nothing was answered. Try again later, or choose another model.</source>
        <translation>{label} ist überlastet oder hat selbst einen Fehler{number}. Nichts wurde beantwortet. Versuchen Sie es später wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} answered something that is not the JSON that was expected. The answer was given up. Try again, or choose another model.</source>
        <translation>{label} hat etwas geantwortet, das nicht das erwartete JSON ist. Die Antwort wurde aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} could not be asked ({name}). Nothing was answered.</source>
        <translation>{label} konnte nicht gefragt werden ({name}). Nichts wurde beantwortet.</translation>
    </message>
    <message>
        <source>{label} said nothing for {patience:.0f} seconds, so the connection was closed. Try again, or choose another model.</source>
        <translation>{label} hat {patience:.0f} Sekunden lang nichts gesagt; die Verbindung wurde geschlossen. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source> It says: {rstrip}.</source>
        <translation> Es sagt: {rstrip}.</translation>
    </message>
    <message>
        <source>{label} sends requests on to another address{number}, to which Parley takes neither your key nor your text. Correct the provider&apos;s address.</source>
        <translation>{label} schickt Anfragen zu einer anderen Adresse weiter{number}; dorthin bringt Parley weder Ihren Schlüssel noch Ihren Text. Berichtigen Sie die Adresse des Anbieters.</translation>
    </message>
    <message>
        <source>{label} does not have that at {host}{number}.{said} Look at its models: parley providers models {name}</source>
        <translation>{label} hat das unter {host} nicht{number}.{said} Sehen Sie sich seine Modelle an: parley providers models {name}</translation>
    </message>
    <message>
        <source>{label} does not accept the request{number}.{said} Nothing was answered. Change the request, or choose another model.</source>
        <translation>{label} nimmt die Anfrage nicht an{number}.{said} Nichts wurde beantwortet. Ändern Sie die Anfrage, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source> Look at it at {key_page}, then put</source>
        <translation> Sehen Sie unter {key_page} nach, und geben Sie dann</translation>
    </message>
    <message>
        <source> Put</source>
        <translation> Geben Sie</translation>
    </message>
    <message>
        <source>{label} wants a key{number}. Nothing was answered.{page} one in: parley providers key {name}</source>
        <translation>{label} will einen Schlüssel{number}. Nichts wurde beantwortet.{page} einen ein: parley providers key {name}</translation>
    </message>
    <message>
        <source>does not allow this with your key</source>
        <translation>erlaubt das mit Ihrem Schlüssel nicht</translation>
    </message>
    <message>
        <source>does not take your key</source>
        <translation>nimmt Ihren Schlüssel nicht an</translation>
    </message>
    <message>
        <source>{label} {may_not}{number}. Nothing was answered.{page} the right one in: parley providers key {name}</source>
        <translation>{label} {may_not}{number}. Nichts wurde beantwortet.{page} den richtigen ein: parley providers key {name}</translation>
    </message>
    <message>
        <source>{host} could not prove that it is {label}: its certificate is not trusted here. Nothing was sent. Look at the address, this computer&apos;s clock, and whether something reads along on the way.</source>
        <translation>{host} konnte nicht beweisen, dass es {label} ist: Seinem Zertifikat wird hier nicht vertraut. Nichts wurde gesendet. Prüfen Sie die Adresse, die Uhr dieses Computers, und ob unterwegs etwas mitliest.</translation>
    </message>
    <message>
        <source>{label} broke off the connection in the middle of its answer, which is given up. Try again, or choose another model.</source>
        <translation>{label} hat die Verbindung mitten in seiner Antwort abgebrochen; sie ist aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} cannot be reached at {host}. Nothing was answered. Is this computer online, and the provider&apos;s address right? A model of this computer answers all the same.</source>
        <translation>{label} ist unter {host} nicht erreichbar. Nichts wurde beantwortet. Ist dieser Computer online, und stimmt die Adresse des Anbieters? Ein Modell dieses Computers antwortet trotzdem.</translation>
    </message>
    <message>
        <source>, and wants to be left alone for {ceil:,} s</source>
        <translation>, und will {ceil:,} s in Ruhe gelassen werden</translation>
    </message>
    <message>
        <source>{label} was not asked: no connection to {host} could be prepared ({name}). Look at its address, and at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.</source>
        <translation>{label} wurde nicht gefragt: Zu {host} ließ sich keine Verbindung vorbereiten ({name}). Prüfen Sie die Adresse, und die Variablen HTTPS_PROXY, ALL_PROXY und SSL_CERT_FILE.</translation>
    </message>
    <message>
        <source>{label} packed its answer ({packed}), though it was asked not to. The answer was not opened.</source>
        <translation>{label} hat seine Antwort gepackt ({packed}), obwohl es gebeten war, das nicht zu tun. Die Antwort wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>{label} sends far more than an answer can hold. It was given up. Try again, or choose another model.</source>
        <translation>{label} sendet viel mehr, als eine Antwort enthalten kann. Sie wurde aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{label} answered with {value}, not with an answer in pieces. It was given up. Is {host} the right address, with its path?</source>
        <translation>{label} hat mit {value} geantwortet, nicht mit einer Antwort in Stücken. Sie wurde aufgegeben. Ist {host} die richtige Adresse, mit ihrem Pfad?</translation>
    </message>
    <message>
        <source>something without a kind</source>
        <translation>etwas ohne Art</translation>
    </message>
    <message>
        <source>{label} gave no list of models. Is {host} the right address, with its path? Models can be named without a list: parley providers models {name} --enable ID</source>
        <translation>{label} hat keine Liste von Modellen gegeben. Ist {host} die richtige Adresse, mit ihrem Pfad? Modelle lassen sich auch ohne Liste nennen: parley providers models {name} --enable ID</translation>
    </message>
    <message>
        <source>told by {label}</source>
        <translation>gesagt von {label}</translation>
    </message>
    <message>
        <source>What Parley knows of providers stands in {path}, which cannot be used. Install Parley again to mend it; your data stays.</source>
        <translation>Was Parley von Anbietern weiß, steht in {path}; das ist nicht brauchbar. Installieren Sie Parley neu, um das zu beheben; Ihre Daten bleiben.</translation>
    </message>
    <message>
        <source>as of genai-prices {version}</source>
        <translation>Stand: genai-prices {version}</translation>
    </message>
    <message>
        <source>, the dearest of several</source>
        <translation>, der teuerste von mehreren</translation>
    </message>
    <message>
        <source>{name} was taken away before it could answer.</source>
        <translation>{name} wurde weggenommen, bevor es antworten konnte.</translation>
    </message>
    <message>
        <source>{name} was to call a tool and called none. Its answer was given up. Try again, or choose another model.</source>
        <translation>{name} sollte ein Werkzeug aufrufen und hat keines aufgerufen. Seine Antwort wurde aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>There is no provider named {name!r}. `parley providers list` tells them, and `parley providers add` adds one.</source>
        <translation>Es gibt keinen Anbieter namens {name!r}. `parley providers list` nennt sie, und `parley providers add` fügt einen hinzu.</translation>
    </message>
    <message>
        <source>Parley knows no provider {whole!r}. It knows: {known}.</source>
        <translation>Parley kennt keinen Anbieter {whole!r}. Es kennt: {known}.</translation>
    </message>
    <message>
        <source>{error} The key is kept only until Parley ends.</source>
        <translation>{error} Der Schlüssel wird nur behalten, bis Parley endet.</translation>
    </message>
    <message>
        <source>Say which variable holds the key of {name}: --key-from-env NAME</source>
        <translation>Sagen Sie, welche Variable den Schlüssel von {name} enthält: --key-from-env NAME</translation>
    </message>
    <message>
        <source>{model!r} is not one of the models of {name} that are enabled.</source>
        <translation>{model!r} ist keines der Modelle von {name}, die eingeschaltet sind.</translation>
    </message>
    <message>
        <source>{label} answers in regions. Say which one, with --region eu-central-1 for example.</source>
        <translation>{label} antwortet nach Regionen. Sagen Sie, welche, zum Beispiel mit --region eu-central-1.</translation>
    </message>
    <message>
        <source> Did you mean {near}?</source>
        <translation> Meinten Sie {near}?</translation>
    </message>
    <message>
        <source>{label} lists no model {model!r}.{hint} Nothing was changed.</source>
        <translation>{label} führt kein Modell {model!r} auf.{hint} Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>say one of: draft and refine, compare, or first and fallBack</source>
        <translation>es muss eines davon da sein: draft und refine, compare, oder first und fallBack</translation>
    </message>
    <message>
        <source>{name} takes two models</source>
        <translation>{name} braucht zwei Modelle</translation>
    </message>
    <message>
        <source>{name} takes models that differ</source>
        <translation>{name} braucht verschiedene Modelle</translation>
    </message>
    <message>
        <source>there is nothing to pick from without compare</source>
        <translation>ohne compare gibt es nichts auszusuchen</translation>
    </message>
    <message>
        <source>{name!r} stands in {path} already. Choose another name.</source>
        <translation>{name!r} steht schon in {path}. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{name!r} is no name for models that answer together: it may have 40 letters, digits, dots and hyphens.</source>
        <translation>{name!r} ist kein Name für Modelle, die zusammen antworten: Er darf 40 Buchstaben, Ziffern, Punkte und Bindestriche haben.</translation>
    </message>
    <message>
        <source>The entry {name!r} of models that answer together must be an object.</source>
        <translation>Der Eintrag {name!r} der Modelle, die zusammen antworten, muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>{name!r} cannot be used: {first}.</source>
        <translation>{name!r} ist nicht brauchbar: {first}.</translation>
    </message>
    <message>
        <source>It was stopped before it had answered.</source>
        <translation>Es wurde angehalten, bevor es geantwortet hatte.</translation>
    </message>
    <message>
        <source>None of the models of {name} could answer. {told}</source>
        <translation>Keines der Modelle von {name} konnte antworten. {told}</translation>
    </message>
    <message>
        <source>it is not in the list of models</source>
        <translation>es ist nicht in der Liste der Modelle</translation>
    </message>
    <message>
        <source>it is asked somewhere else than before</source>
        <translation>es wird anderswo gefragt als zuvor</translation>
    </message>
    <message>
        <source>There is a model {name!r} already. Choose another name.</source>
        <translation>Es gibt schon ein Modell {name!r}. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no model {one!r} that can answer together with others. `parley models list` tells the ids. Nothing was changed.</source>
        <translation>Es gibt kein Modell {one!r}, das mit anderen zusammen antworten kann. `parley models list` nennt die Kennungen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{name!r} was left out: there is a model of that name.</source>
        <translation>{name!r} wurde ausgelassen: Es gibt ein Modell dieses Namens.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>{called} drafts the answer, and {called2} refines it.</source>
        <translation>{called} entwirft die Antwort, und {called2} verfeinert sie.</translation>
    </message>
    <message>
        <source>{called} picks</source>
        <translation>{called} sucht aus</translation>
    </message>
    <message>
        <source>you choose</source>
        <translation>Sie wählen</translation>
    </message>
    <message>
        <source>{others} and {last} are asked the same, and {chooses} one answer.</source>
        <translation>{others} und {last} werden dasselbe gefragt, und {chooses} eine Antwort.</translation>
    </message>
    <message>
        <source>{called} answers, and where it cannot, {back} does.</source>
        <translation>{called} antwortet, und wo es nicht kann, springt {back} ein.</translation>
    </message>
    <message>
        <source>{format} has no json_schema.schema, which must be an object</source>
        <translation>{format} hat kein json_schema.schema, das ein Objekt sein muss</translation>
    </message>
    <message>
        <source>{format} must have the type text, json_object or json_schema</source>
        <translation>{format} muss den Typ text, json_object oder json_schema haben</translation>
    </message>
    <message>
        <source>The form of the answer that is asked for cannot be enforced: {wrong}. Nothing was asked. Whoever made the program that asks can mend this.</source>
        <translation>Die gewünschte Form der Antwort lässt sich nicht durchsetzen: {wrong}. Nichts wurde gefragt. Wer das fragende Programm gemacht hat, kann das beheben.</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>sie ist kein JSON</translation>
    </message>
    <message>
        <source>{model} did not answer in the form that was asked for: {wrong}. The answer was given up. Try again, or choose another model.</source>
        <translation>{model} hat nicht in der gewünschten Form geantwortet: {wrong}. Die Antwort wurde aufgegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>{model} was to answer in JSON, and its answer ended before that was complete, after {tokens} tokens or at a stop sequence. The answer was given up. Ask again with a higher limit.</source>
        <translation>{model} sollte in JSON antworten, und seine Antwort endete, bevor das vollständig war: nach {tokens} Token oder bei einer Stoppfolge. Die Antwort wurde aufgegeben. Fragen Sie noch einmal mit einer höheren Grenze.</translation>
    </message>
    <message>
        <source>The request offers {count} tools of the name {name!r}, so a call would not say which one. Nothing was asked. Whoever made the server can mend this.</source>
        <translation>Die Anfrage bietet {count} Werkzeuge namens {name!r} an; ein Aufruf würde nicht sagen, welches. Nichts wurde gefragt. Wer den Server gemacht hat, kann das beheben.</translation>
    </message>
    <message>
        <source>The schema of the tool {name!r} cannot be enforced: {wrong}. Nothing was asked. Whoever made the server can mend this; a request without it works.</source>
        <translation>Das Schema des Werkzeugs {name!r} lässt sich nicht durchsetzen: {wrong}. Nichts wurde gefragt. Wer den Server gemacht hat, kann das beheben; eine Anfrage ohne es geht.</translation>
    </message>
    <message>
        <source>{model} called the tool {name!r} wrongly: {wrong}. The call was not passed on. Try again, or choose another model.</source>
        <translation>{model} hat das Werkzeug {name!r} falsch aufgerufen: {wrong}. Der Aufruf wurde nicht weitergegeben. Versuchen Sie es wieder, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>the request offers no such tool</source>
        <translation>die Anfrage bietet kein solches Werkzeug an</translation>
    </message>
    <message>
        <source>its arguments are not a JSON object</source>
        <translation>seine Argumente sind kein JSON-Objekt</translation>
    </message>
    <message>
        <source>its schema refers to {ref}, which is not part of it</source>
        <translation>sein Schema verweist auf {ref}, das nicht dazugehört</translation>
    </message>
    <message>
        <source>its schema goes round in a circle</source>
        <translation>sein Schema dreht sich im Kreis</translation>
    </message>
    <message>
        <source>the {what}s</source>
        <translation>die Angaben ({what})</translation>
    </message>
    <message>
        <source>the {what}</source>
        <translation>die Angabe ({what})</translation>
    </message>
    <message>
        <source>the {what} {place}</source>
        <translation>die Angabe ({what}) {place}</translation>
    </message>
    <message>
        <source>{where} breaks {validator!r} of its schema ({message})</source>
        <translation>{where} verletzt {validator!r} seines Schemas ({message})</translation>
    </message>
    <message>
        <source>the pattern {pattern!r} could take for ever to match</source>
        <translation>das Muster {pattern!r} könnte ewig dauern</translation>
    </message>
    <message>
        <source>it is no JSON Schema ({message})</source>
        <translation>es ist kein JSON-Schema ({message})</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief geschachtelt</translation>
    </message>
    <message>
        <source>{name} is to ask models by the endpoint, which is a port of this computer, but its sandbox has no network. Let its sandbox have the network, or take the endpoint away from it, and start it again.</source>
        <translation>{name} soll Modelle durch den Endpunkt fragen, der ein Port dieses Computers ist, aber seine Sandbox hat kein Netz. Geben Sie seiner Sandbox das Netz, oder nehmen Sie ihm den Endpunkt, und starten Sie ihn neu.</translation>
    </message>
    <message>
        <source>{name} is to have the endpoint, which is not here.</source>
        <translation>{name} soll den Endpunkt haben, den es hier nicht gibt.</translation>
    </message>
    <message>
        <source>{name} could not be started. {error}</source>
        <translation>{name} ließ sich nicht starten. {error}</translation>
    </message>
    <message>
        <source>{name} is not run, since you did not let its command run: {target}</source>
        <translation>{name} wird nicht ausgeführt, da Sie seinen Befehl nicht zugelassen haben: {target}</translation>
    </message>
    <message>
        <source>It waits for you to say whether its command may run.</source>
        <translation>Er wartet darauf, dass Sie sagen, ob sein Befehl ausgeführt werden darf.</translation>
    </message>
    <message>
        <source>It waits for you to give {value}.</source>
        <translation>Er wartet darauf, dass Sie {value} angeben.</translation>
    </message>
    <message>
        <source>{server} is not run, since it needs {value}, which was not given.</source>
        <translation>{server} wird nicht ausgeführt, da er {value} braucht und das nicht angegeben wurde.</translation>
    </message>
    <message>
        <source>{tool} stopped without a result: {message}</source>
        <translation>{tool} hat ohne Ergebnis aufgehört: {message}</translation>
    </message>
    <message>
        <source>{tool} needs what {server} asked you to do in the browser. Run it again once that is done.</source>
        <translation>{tool} braucht, was {server} Sie im Browser zu tun gebeten hat. Führen Sie es noch einmal aus, wenn das getan ist.</translation>
    </message>
    <message>
        <source>{server} answered {tool} with an error: {message}</source>
        <translation>{server} hat {tool} mit einem Fehler beantwortet: {message}</translation>
    </message>
    <message>
        <source>{name} was refused. {error}</source>
        <translation>{name} wurde zurückgewiesen. {error}</translation>
    </message>
    <message>
        <source>It has no manifest.json, so it is no bundle of an MCP server.</source>
        <translation>Es hat keine manifest.json, ist also kein Bündel eines MCP-Servers.</translation>
    </message>
    <message>
        <source>The file is another one than you looked at. Look at it again.</source>
        <translation>Die Datei ist eine andere als die, die Sie sich angesehen haben. Sehen Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>It cannot be unpacked into {bundles}: {strerror}.</source>
        <translation>Es lässt sich nicht nach {bundles} entpacken: {strerror}.</translation>
    </message>
    <message>
        <source>Its command has a variable that bundles do not have, in {words!r}.</source>
        <translation>Sein Befehl hat eine Variable, die Bündel nicht haben, in {words!r}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {strerror}.</source>
        <translation>{path} ist nicht lesbar: {strerror}.</translation>
    </message>
    <message>
        <source>It is larger than {value} MB.</source>
        <translation>Es ist größer als {value} MB.</translation>
    </message>
    <message>
        <source>Something stands behind its end, which no signature accounts for.</source>
        <translation>Hinter seinem Ende steht etwas, für das keine Unterschrift bürgt.</translation>
    </message>
    <message>
        <source>It is made for {named}, and not for this system. It may not run.</source>
        <translation>Es ist für {named} gemacht, nicht für dieses System. Vielleicht läuft es nicht.</translation>
    </message>
    <message>
        <source>It needs {words}{version}, which is not installed here. Install it first.</source>
        <translation>Es braucht {words}{version}; das ist hier nicht installiert. Installieren Sie es zuerst.</translation>
    </message>
    <message>
        <source> Which version that is was not looked at.</source>
        <translation> Welche Version das ist, wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>It needs {words}{version}; this computer has {found}.{unchecked}</source>
        <translation>Es braucht {words}{version}; dieser Computer hat {found}.{unchecked}</translation>
    </message>
    <message>
        <source>{name} is this very bundle. Install it again to change its settings.</source>
        <translation>{name} ist genau dieses Bündel. Installieren Sie es noch einmal, um seine Einstellungen zu ändern.</translation>
    </message>
    <message>
        <source>It replaces {name}, version {version}, by version {version2}, which gets the settings and keys that you gave to that one.</source>
        <translation>Es ersetzt {name}, Version {version}, durch Version {version2}, die die Einstellungen und Schlüssel bekommt, die Sie jener gegeben haben.</translation>
    </message>
    <message>
        <source>signed by {signer}</source>
        <translation>unterschrieben von {signer}</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>nicht unterschrieben</translation>
    </message>
    <message>
        <source>{told} Look closely: that one was {was}, and this one is {now}.</source>
        <translation>{told} Sehen Sie genau hin: Jenes war {was}, und dieses ist {now}.</translation>
    </message>
    <message>
        <source>{name} (not proven)</source>
        <translation>{name} (nicht bewiesen)</translation>
    </message>
    <message>
        <source>mcp_config has no command</source>
        <translation>mcp_config hat keinen Befehl</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>{one}, or several</source>
        <translation>{one}, oder mehrere</translation>
    </message>
    <message>
        <source>This must be a number.</source>
        <translation>Das muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>This must be yes or no.</source>
        <translation>Das muss ja oder nein sein.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Das wird gebraucht.</translation>
    </message>
    <message>
        <source>This must be {words}.</source>
        <translation>Das muss sein: {words}.</translation>
    </message>
    <message>
        <source>This must be {min:g} or more.</source>
        <translation>Das muss {min:g} oder mehr sein.</translation>
    </message>
    <message>
        <source>This must be {max:g} or less.</source>
        <translation>Das muss {max:g} oder weniger sein.</translation>
    </message>
    <message>
        <source>This must not have ${ in it, which names a variable.</source>
        <translation>Das darf kein ${ enthalten, das eine Variable nennt.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Das ist zu lang.</translation>
    </message>
    <message>
        <source>it is of version {version!r}, and Parley knows {known}</source>
        <translation>sie hat die Version {version!r}, und Parley kennt {known}</translation>
    </message>
    <message>
        <source>{name!r} is no name</source>
        <translation>{name!r} ist kein Name</translation>
    </message>
    <message>
        <source>Its manifest.json cannot be used: {why}.</source>
        <translation>Seine manifest.json ist nicht brauchbar: {why}.</translation>
    </message>
    <message>
        <source>it is not valid JSON</source>
        <translation>es ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>Self-signed as {name}. The file is as it was signed, but anybody can give themselves that name.</source>
        <translation>Selbst unterschrieben als {name}. Die Datei ist, wie sie unterschrieben wurde, aber diesen Namen kann sich jeder geben.</translation>
    </message>
    <message>
        <source>Signed by {name}. Its certificate is by {issuer}, and its chain was checked: this computer trusts it.</source>
        <translation>Unterschrieben von {name}. Das Zertifikat ist von {issuer}, und seine Kette wurde geprüft: Dieser Computer vertraut ihm.</translation>
    </message>
    <message>
        <source>Signed by {name}, with a certificate by {issuer}. The file is as it was signed, but the certificate does not lead to one that this computer trusts for programs: who it is was not proven.</source>
        <translation>Unterschrieben von {name}, mit einem Zertifikat von {issuer}. Die Datei ist, wie sie unterschrieben wurde, aber das Zertifikat führt nicht zu einem, dem dieser Computer für Programme vertraut: Wer es ist, wurde nicht bewiesen.</translation>
    </message>
    <message>
        <source>Not signed: nothing shows who made it, or that it is as they made it.</source>
        <translation>Nicht unterschrieben: Nichts zeigt, wer es gemacht hat, oder dass es so ist, wie es gemacht wurde.</translation>
    </message>
    <message>
        <source>it is not whole</source>
        <translation>sie ist nicht vollständig</translation>
    </message>
    <message>
        <source>it is not the one of this file, or the file was changed</source>
        <translation>sie ist nicht die dieser Datei, oder die Datei wurde geändert</translation>
    </message>
    <message>
        <source>it is not one that can be checked</source>
        <translation>sie ist keine, die sich prüfen lässt</translation>
    </message>
    <message>
        <source>Its signature is broken: {why}.</source>
        <translation>Seine Unterschrift ist kaputt: {why}.</translation>
    </message>
    <message>
        <source>the signer&apos;s certificate is not in it</source>
        <translation>das Zertifikat des Unterzeichners ist nicht darin</translation>
    </message>
    <message>
        <source>its key is of an unknown kind</source>
        <translation>ihr Schlüssel ist von unbekannter Art</translation>
    </message>
    <message>
        <source>nobody by name</source>
        <translation>niemandem mit Namen</translation>
    </message>
    <message>
        <source>it has no signer</source>
        <translation>sie hat keinen Unterzeichner</translation>
    </message>
    <message>
        <source>It is damaged, or no zip archive: {error}.</source>
        <translation>Es ist beschädigt oder kein ZIP-Archiv: {error}.</translation>
    </message>
    <message>
        <source>Its {name} is larger than {most:,} bytes.</source>
        <translation>{name} darin ist größer als {most:,} Bytes.</translation>
    </message>
    <message>
        <source>{filename!r} in it is larger than it says.</source>
        <translation>{filename!r} darin ist größer als angegeben.</translation>
    </message>
    <message>
        <source>It has more than {most_files:,} files.</source>
        <translation>Es hat mehr als {most_files:,} Dateien.</translation>
    </message>
    <message>
        <source>{filename!r} in it lies in a file.</source>
        <translation>{filename!r} darin liegt in einer Datei.</translation>
    </message>
    <message>
        <source>It has {filename!r} twice, or in another case as well.</source>
        <translation>Es hat {filename!r} zweimal, oder auch in anderer Groß- und Kleinschreibung.</translation>
    </message>
    <message>
        <source>It is larger than {value:,} MB when it is unpacked.</source>
        <translation>Es ist entpackt größer als {value:,} MB.</translation>
    </message>
    <message>
        <source>{name!r} in it is a link or a device, and no plain file.</source>
        <translation>{name!r} darin ist ein Verweis oder ein Gerät und keine einfache Datei.</translation>
    </message>
    <message>
        <source>{name!r} in it is packed in a way that bundles are not.</source>
        <translation>{name!r} darin ist auf eine Art gepackt, die Bündel nicht haben.</translation>
    </message>
    <message>
        <source>{name!r} in it would unpack to {file_size:,} bytes.</source>
        <translation>{name!r} darin würde auf {file_size:,} Bytes entpackt.</translation>
    </message>
    <message>
        <source>{name!r} in it is a name that leads out of its folder, or misleads.</source>
        <translation>{name!r} darin ist ein Name, der aus seinem Ordner hinausführt oder täuscht.</translation>
    </message>
    <message>
        <source>{folder!r} is no complete path of a folder</source>
        <translation>{folder!r} ist kein vollständiger Pfad eines Ordners</translation>
    </message>
    <message>
        <source>needs either a command or a url</source>
        <translation>braucht entweder command oder url</translation>
    </message>
    <message>
        <source>the url must begin with http:// or https://</source>
        <translation>die url muss mit http:// oder https:// beginnen</translation>
    </message>
    <message>
        <source>the proxy must begin with http:// or https://</source>
        <translation>der proxy muss mit http:// oder https:// beginnen</translation>
    </message>
    <message>
        <source>endpoint is for a command, which finds its token when it starts</source>
        <translation>endpoint gilt nur für einen Befehl, der sein Zugangstoken beim Start findet</translation>
    </message>
    <message>
        <source>The name {name!r} in {path} is taken by Parley itself.</source>
        <translation>Der Name {name!r} in {path} ist von Parley selbst belegt.</translation>
    </message>
    <message>
        <source>There is a server named {name!r} already. Choose another name.</source>
        <translation>Es gibt schon einen Server namens {name!r}. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>inputs in {path} must be a list. Mend it and try again.</source>
        <translation>inputs in {path} muss eine Liste sein. Berichtigen Sie das, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The bundled server comes with Parley and cannot be removed.</source>
        <translation>Der mitgelieferte Server kommt mit Parley und kann nicht entfernt werden.</translation>
    </message>
    <message>
        <source>There is no server named {name!r} in {path}.</source>
        <translation>In {path} gibt es keinen Server namens {name!r}.</translation>
    </message>
    <message>
        <source>A server needs a name.</source>
        <translation>Ein Server braucht einen Namen.</translation>
    </message>
    <message>
        <source>The entry of server {name!r} must be an object.</source>
        <translation>Der Eintrag des Servers {name!r} muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>Server {name!r}: {first}.</source>
        <translation>Server {name!r}: {first}.</translation>
    </message>
    <message>
        <source>inputs, number {number}: {first}. It is asked for as a text.</source>
        <translation>inputs, Nummer {number}: {first}. Es wird als Text erfragt.</translation>
    </message>
    <message>
        <source>sampling, for all servers together: {first}. The usual limits hold.</source>
        <translation>sampling, für alle Server zusammen: {first}. Die üblichen Grenzen gelten.</translation>
    </message>
    <message>
        <source>{name} answered {tool} wrongly:</source>
        <translation>{name} hat {tool} falsch beantwortet:</translation>
    </message>
    <message>
        <source>{name} answered {tool} in a way that breaks the protocol.</source>
        <translation>{name} hat {tool} auf eine Weise beantwortet, die das MCP-Protokoll verletzt.</translation>
    </message>
    <message>
        <source>{left_out:,} messages came too fast: left out.</source>
        <translation>{left_out:,} Nachrichten kamen zu schnell: ausgelassen.</translation>
    </message>
    <message>
        <source>{name} is not connected.</source>
        <translation>{name} ist nicht verbunden.</translation>
    </message>
    <message>
        <source>{name} ended before it answered {tool}. Start it and try again.</source>
        <translation>{name} endete, bevor {tool} beantwortet war. Starten Sie ihn, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>There is no entry of a server named {name!r} in {path} to change.</source>
        <translation>In {path} gibt es keinen Eintrag eines Servers namens {name!r}, der zu ändern wäre.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>a web address</source>
        <translation>eine Webadresse</translation>
    </message>
    <message>
        <source>a date, such as 2026-11-21</source>
        <translation>ein Datum, etwa 2026-11-21</translation>
    </message>
    <message>
        <source>a date and a time, such as 2026-11-21T09:30:00Z</source>
        <translation>ein Datum und eine Uhrzeit, etwa 2026-11-21T09:30:00Z</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>one of several</source>
        <translation>eines von mehreren</translation>
    </message>
    <message>
        <source>any of several</source>
        <translation>beliebige von mehreren</translation>
    </message>
    <message>
        <source>This must be {value}.</source>
        <translation>Das muss sein: {value}.</translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation>Das muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>This must be {least:g} or more.</source>
        <translation>Das muss {least:g} oder mehr sein.</translation>
    </message>
    <message>
        <source>This must be {most:g} or less.</source>
        <translation>Das muss {most:g} oder weniger sein.</translation>
    </message>
    <message>
        <source>This must be one of the choices.</source>
        <translation>Das muss eine der Möglichkeiten sein.</translation>
    </message>
    <message>
        <source>At least {counted}.</source>
        <translation>Mindestens {counted}.</translation>
    </message>
    <message>
        <source>At most {counted}; there are {count:,}.</source>
        <translation>Höchstens {counted}; es sind {count:,}.</translation>
    </message>
    <message>
        <source>the form has no fields that can be shown</source>
        <translation>das Formular hat keine Felder, die gezeigt werden können</translation>
    </message>
    <message>
        <source>a form has at most {most_fields} fields</source>
        <translation>ein Formular hat höchstens {most_fields} Felder</translation>
    </message>
    <message>
        <source>The form has no field {unknown!r}. It has: {sorted}.</source>
        <translation>Das Formular hat kein Feld {unknown!r}. Es hat: {sorted}.</translation>
    </message>
    <message>
        <source>{name}: This is needed.</source>
        <translation>{name}: Das wird gebraucht.</translation>
    </message>
    <message>
        <source>the form&apos;s field {name!r} is not described</source>
        <translation>das Feld {name!r} des Formulars ist nicht beschrieben</translation>
    </message>
    <message>
        <source>the form&apos;s field {name!r} is of a kind that forms do not have</source>
        <translation>das Feld {name!r} des Formulars ist von einer Art, die Formulare nicht haben</translation>
    </message>
    <message>
        <source>the form&apos;s field {name!r} has no choices</source>
        <translation>das Feld {name!r} des Formulars hat keine Möglichkeiten</translation>
    </message>
    <message>
        <source>the form&apos;s field {name!r} has no choices that can be shown</source>
        <translation>das Feld {name!r} des Formulars hat keine Möglichkeiten, die gezeigt werden können</translation>
    </message>
    <message>
        <source>It has not answered for {value:.0f} seconds.</source>
        <translation>Er hat seit {value:.0f} Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>{path} has an entry named {name!r} that is not Parley&apos;s. It was left as it is; rename it, and try again.</source>
        <translation>{path} hat einen Eintrag namens {name!r}, der nicht von Parley ist. Er blieb, wie er war; benennen Sie ihn um, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>{path} has changed since it was shown. Nothing was written. Try again.</source>
        <translation>{path} hat sich geändert, seit es gezeigt wurde. Nichts wurde geschrieben. Versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>{key} in {path} must be an object. It was left as it is.</source>
        <translation>{key} in {path} muss ein Objekt sein. Es blieb, wie es war.</translation>
    </message>
    <message>
        <source>It is in Parley&apos;s list, or above, already.</source>
        <translation>Er ist schon in Parleys Liste, oder weiter oben.</translation>
    </message>
    <message>
        <source>Another server has this name already; it is kept as it is.</source>
        <translation>Ein anderer Server heißt schon so; er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Its entry is not an object.</source>
        <translation>Sein Eintrag ist kein Objekt.</translation>
    </message>
    <message>
        <source>It speaks SSE, an older protocol that Parley does not.</source>
        <translation>Er spricht SSE, ein älteres Protokoll, das Parley nicht spricht.</translation>
    </message>
    <message>
        <source>Its input {commands} comes from a command of VS Code.</source>
        <translation>Seine Eingabe {commands} kommt aus einem Befehl von VS Code.</translation>
    </message>
    <message>
        <source>it is longer than {longest:,} characters</source>
        <translation>er ist länger als {longest:,} Zeichen</translation>
    </message>
    <message>
        <source>it has signs that links do not have</source>
        <translation>er hat Zeichen, die Links nicht haben</translation>
    </message>
    <message>
        <source>it names no server, or with more than {longest_name} characters</source>
        <translation>er nennt keinen Server, oder einen mit mehr als {longest_name} Zeichen</translation>
    </message>
    <message>
        <source>what it proposes is no server</source>
        <translation>was er vorschlägt, ist kein Server</translation>
    </message>
    <message>
        <source>its address has a name or a password in it</source>
        <translation>seine Adresse enthält einen Namen oder ein Passwort</translation>
    </message>
    <message>
        <source>it is no link</source>
        <translation>er ist kein Link</translation>
    </message>
    <message>
        <source>Parley follows {scheme}://add-server?… only</source>
        <translation>Parley folgt nur {scheme}://add-server?…</translation>
    </message>
    <message>
        <source>it has {key!r} in it, which links to Parley do not have</source>
        <translation>er hat {key!r}, das Links zu Parley nicht haben</translation>
    </message>
    <message>
        <source>it says {key} twice</source>
        <translation>er sagt {key} zweimal</translation>
    </message>
    <message>
        <source>it is not in UTF-8</source>
        <translation>er ist nicht in UTF-8</translation>
    </message>
    <message>
        <source>it has hidden characters in it</source>
        <translation>er hat versteckte Zeichen</translation>
    </message>
    <message>
        <source>it names a variable of yours, with ${</source>
        <translation>er nennt mit ${ eine Ihrer Variablen</translation>
    </message>
    <message>
        <source>it has to have either a command or a url</source>
        <translation>er muss entweder einen Befehl oder eine Adresse haben</translation>
    </message>
    <message>
        <source>its command or url is longer than {longest_text:,} characters</source>
        <translation>sein Befehl oder seine Adresse ist länger als {longest_text:,} Zeichen</translation>
    </message>
    <message>
        <source>it has args, which a url does not take</source>
        <translation>er hat Argumente, die eine Adresse nicht nimmt</translation>
    </message>
    <message>
        <source>its args are no JSON list</source>
        <translation>seine Argumente sind keine JSON-Liste</translation>
    </message>
    <message>
        <source>its args are no JSON list of texts</source>
        <translation>seine Argumente sind keine JSON-Liste von Texten</translation>
    </message>
    <message>
        <source>it has more than {most_args} args, or one of more than {longest_text:,} characters</source>
        <translation>er hat mehr als {most_args} Argumente, oder eines mit mehr als {longest_text:,} Zeichen</translation>
    </message>
    <message>
        <source>The link was not followed, and nothing was added: {why}.</source>
        <translation>Dem Link wurde nicht gefolgt, und nichts wurde hinzugefügt: {why}.</translation>
    </message>
    <message>
        <source>{size:,} bytes</source>
        <translation>{size:,} Bytes</translation>
    </message>
    <message>
        <source>This pattern of an address cannot be filled in: {error}</source>
        <translation>Dieses Muster einer Adresse lässt sich nicht ausfüllen: {error}</translation>
    </message>
    <message>
        <source>{words}… ({value:,} more characters)</source>
        <translation>{words}… ({value:,} weitere Zeichen)</translation>
    </message>
    <message>
        <source>its resources</source>
        <translation>seine Ressourcen</translation>
    </message>
    <message>
        <source>resource {uri}</source>
        <translation>Ressource {uri}</translation>
    </message>
    <message>
        <source>its prompts</source>
        <translation>seine Prompts</translation>
    </message>
    <message>
        <source>prompt {name}</source>
        <translation>Prompt {name}</translation>
    </message>
    <message>
        <source>a completion</source>
        <translation>eine Vervollständigung</translation>
    </message>
    <message>
        <source>{name} was asked for {what} and refused: {message}</source>
        <translation>{name} wurde um {what} gebeten und hat abgelehnt: {message}</translation>
    </message>
    <message>
        <source>did not answer within {connect_seconds:.0f} seconds of its start.</source>
        <translation>hat nicht innerhalb von {connect_seconds:.0f} Sekunden nach dem Start geantwortet.</translation>
    </message>
    <message>
        <source>The connection to {name} broke down.</source>
        <translation>Die Verbindung zu {name} ist zusammengebrochen.</translation>
    </message>
    <message>
        <source>{name} could not be started: {missing!r} was not found.</source>
        <translation>{name} ließ sich nicht starten: {missing!r} wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>{name} could not be started: {command!r} may not be run.</source>
        <translation>{name} ließ sich nicht starten: {command!r} darf nicht ausgeführt werden.</translation>
    </message>
    <message>
        <source>{name} ended right after its start.</source>
        <translation>{name} endete gleich nach dem Start.</translation>
    </message>
    <message>
        <source>{name} refused the connection: {message}</source>
        <translation>{name} hat die Verbindung abgelehnt: {message}</translation>
    </message>
    <message>
        <source>{name} could not be started: {cause}</source>
        <translation>{name} ließ sich nicht starten: {cause}</translation>
    </message>
    <message>
        <source>The log {path} cannot be written: {error}.</source>
        <translation>Die Protokolldatei {path} lässt sich nicht schreiben: {error}.</translation>
    </message>
    <message>
        <source>the program that keeps it ended at once</source>
        <translation>das Programm, das ihn hält, endete sofort</translation>
    </message>
    <message>
        <source>the address cannot be read</source>
        <translation>die Adresse ist nicht lesbar</translation>
    </message>
    <message>
        <source>the address has characters that no address has, or is too long</source>
        <translation>die Adresse hat Zeichen, die keine Adresse hat, oder ist zu lang</translation>
    </message>
    <message>
        <source>only https addresses are opened, or http ones of this computer</source>
        <translation>nur https-Adressen werden geöffnet, oder http-Adressen dieses Computers</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Only folders can be shared.</source>
        <translation>Einen Ordner {folder} gibt es nicht. Nur Ordner können geteilt werden.</translation>
    </message>
    <message>
        <source>It may use the network, and the ports of this computer.</source>
        <translation>Er darf das Netz und die Ports dieses Computers nutzen.</translation>
    </message>
    <message>
        <source>It runs in a sandbox, with a home folder of its own: of your files it sees its program and its working folder only.</source>
        <translation>Er läuft in einer Sandbox mit eigenem Benutzerordner: Von Ihren Dateien sieht er nur sein Programm und seinen Arbeitsordner.</translation>
    </message>
    <message>
        <source>It may also read {folders}.</source>
        <translation>Er darf außerdem {folders} lesen.</translation>
    </message>
    <message>
        <source>It may also read and change {folders}.</source>
        <translation>Er darf außerdem {folders} lesen und ändern.</translation>
    </message>
    <message>
        <source>It has no network.</source>
        <translation>Er hat kein Netz.</translation>
    </message>
    <message>
        <source>Parley has no sandbox for servers on Windows yet</source>
        <translation>Parley hat unter Windows noch keine Sandbox für Server</translation>
    </message>
    <message>
        <source>Parley has no sandbox for servers on {other}</source>
        <translation>Parley hat unter {other} noch keine Sandbox für Server</translation>
    </message>
    <message>
        <source>{name} could not be started: {cwd!r} was not found.</source>
        <translation>{name} ließ sich nicht starten: {cwd!r} wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>{name} could not be started: {command!r} was not found.</source>
        <translation>{name} ließ sich nicht starten: {command!r} wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>{name} was stopped.</source>
        <translation>{name} wurde angehalten.</translation>
    </message>
    <message>
        <source>It was not used for {idle_minutes:g} minutes. Using it starts it.</source>
        <translation>Er wurde {idle_minutes:g} Minuten lang nicht benutzt. Wenn er benutzt wird, startet er.</translation>
    </message>
    <message>
        <source>{told} It said last:
{tail}</source>
        <translation>{told} Zuletzt sagte er:
{tail}</translation>
    </message>
    <message>
        <source>{name} ended by itself.</source>
        <translation>{name} hat von selbst geendet.</translation>
    </message>
    <message>
        <source>{name} did not list its tools within {seconds:.0f} seconds.</source>
        <translation>{name} hat seine Werkzeuge nicht innerhalb von {seconds:.0f} Sekunden aufgeführt.</translation>
    </message>
    <message>
        <source>{name} does not work: {message}</source>
        <translation>{name} funktioniert nicht: {message}</translation>
    </message>
    <message>
        <source>Starting again in {delay:.0f} s. {error}</source>
        <translation>Neuer Start in {delay:.0f} s. {error}</translation>
    </message>
    <message>
        <source>{url!r} is not an address on the web</source>
        <translation>{url!r} ist keine Adresse im Web</translation>
    </message>
    <message>
        <source>{host} is not reached over https</source>
        <translation>{host} ist nicht über https erreichbar</translation>
    </message>
    <message>
        <source>{host} is not on the public network ({one}). If you know it, write the host into oauth.trustedHosts of the server&apos;s entry</source>
        <translation>{host} liegt nicht im öffentlichen Netz ({one}). Wenn Sie ihn kennen, schreiben Sie den Host in oauth.trustedHosts des Servereintrags</translation>
    </message>
    <message>
        <source>the name {host} is not known here</source>
        <translation>der Name {host} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>{server} sends Parley somewhere to sign in that it does not go to: {why}. Nothing was sent there.</source>
        <translation>{server} schickt Parley zum Anmelden an einen Ort, zu dem es nicht geht: {why}. Dorthin wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>{name} does not take the sign-in that it asked for. Nothing of it was kept. Ask whoever runs the server.</source>
        <translation>{name} nimmt die Anmeldung nicht an, um die es gebeten hat. Nichts davon wurde behalten. Fragen Sie, wer den Server betreibt.</translation>
    </message>
    <message>
        <source>{name} needs you to sign in. Start it to do that.</source>
        <translation>{name} braucht Ihre Anmeldung. Starten Sie ihn dafür.</translation>
    </message>
    <message>
        <source>{name} needs port {port} of this computer for the sign-in, which another program has. Close that program, or change oauth.callbackPort in the server&apos;s entry.</source>
        <translation>{name} braucht für die Anmeldung den Port {port} dieses Computers, den ein anderes Programm hat. Schließen Sie jenes Programm, oder ändern Sie oauth.callbackPort im Servereintrag.</translation>
    </message>
    <message>
        <source>{server} needs you to sign in, which you did not do.</source>
        <translation>{server} braucht Ihre Anmeldung, und Sie haben sich nicht angemeldet.</translation>
    </message>
    <message>
        <source>{name} needs you to sign in. Nobody came back from the browser within {value:.0f} minutes.</source>
        <translation>{name} braucht Ihre Anmeldung. Niemand kam innerhalb von {value:.0f} Minuten aus dem Browser zurück.</translation>
    </message>
    <message>
        <source>You were not signed in to {name}: {value}.</source>
        <translation>Sie wurden bei {name} nicht angemeldet: {value}.</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>It waits for you to sign in.</source>
        <translation>Er wartet auf Ihre Anmeldung.</translation>
    </message>
    <message>
        <source>it did not register Parley. Register it there yourself, and write the id that you get into oauth.clientId of the server&apos;s entry</source>
        <translation>es hat Parley nicht registriert. Registrieren Sie es dort selbst, und schreiben Sie die Kennung, die Sie bekommen, in oauth.clientId des Servereintrags</translation>
    </message>
    <message>
        <source>the place where you signed in gave no token for it</source>
        <translation>der Ort, an dem Sie sich angemeldet haben, gab kein Zugangstoken dafür</translation>
    </message>
    <message>
        <source>Signing in to {name} came to nothing: {why}.</source>
        <translation>Aus der Anmeldung bei {name} wurde nichts: {why}.</translation>
    </message>
    <message>
        <source>{name} needs the era {value!r}, but its entry says {value2!r}. Change or remove &quot;era&quot; in mcp.json.</source>
        <translation>{name} braucht den Protokollstand {value!r}, aber sein Eintrag sagt {value2!r}. Ändern oder entfernen Sie &quot;era&quot; in mcp.json.</translation>
    </message>
    <message>
        <source>{tool} stopped halfway. {name} is connected in the right era now; run the tool again when you like.</source>
        <translation>{tool} blieb auf halbem Weg stehen. {name} ist jetzt im richtigen Protokollstand verbunden; führen Sie das Werkzeug noch einmal aus, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>{name} refuses to ask for a completion in either protocol era.</source>
        <translation>{name} weigert sich, in einem der beiden Protokollstände um eine Antwort zu bitten.</translation>
    </message>
    <message>
        <source>There is no server named {name!r}. There are: {known}.</source>
        <translation>Es gibt keinen Server namens {name!r}. Es gibt: {known}.</translation>
    </message>
    <message>
        <source>The task failed.</source>
        <translation>Die Aufgabe ist gescheitert.</translation>
    </message>
    <message>
        <source>The server cancelled the task.</source>
        <translation>Der Server hat die Aufgabe abgebrochen.</translation>
    </message>
    <message>
        <source>The task asked for too much.</source>
        <translation>Die Aufgabe hat zu viel verlangt.</translation>
    </message>
    <message>
        <source>it has too many values</source>
        <translation>es hat zu viele Werte</translation>
    </message>
    <message>
        <source>it breaks the protocol</source>
        <translation>es verletzt das MCP-Protokoll</translation>
    </message>
    <message>
        <source>{name} does not let Parley in ({status}). {key_hint}</source>
        <translation>{name} lässt Parley nicht hinein ({status}). {key_hint}</translation>
    </message>
    <message>
        <source>{name} answered {status} at {url}. Is the address right?</source>
        <translation>{name} hat unter {url} mit {status} geantwortet. Stimmt die Adresse?</translation>
    </message>
    <message>
        <source>{name} could not be reached at {url}: {trouble}</source>
        <translation>{name} war unter {url} nicht erreichbar: {trouble}</translation>
    </message>
    <message>
        <source>{name} packs what it sends, which it was not asked to.</source>
        <translation>{name} packt, was es sendet, obwohl es nicht darum gebeten wurde.</translation>
    </message>
    <message>
        <source>{server} sent more than {value} MB in one answer. Parley has cut it off.</source>
        <translation>{server} hat in einer Antwort mehr als {value} MB gesendet. Parley hat die Verbindung getrennt.</translation>
    </message>
    <message>
        <source>It does not take what stands under headers in its entry.</source>
        <translation>Was unter headers in seinem Eintrag steht, nimmt er nicht an.</translation>
    </message>
    <message>
        <source>It may want you to sign in, which Parley does only over https.</source>
        <translation>Vielleicht will er eine Anmeldung; das macht Parley nur über https.</translation>
    </message>
    <message>
        <source>It may want a key: write it under headers in its entry, as ${input:key}.</source>
        <translation>Vielleicht will er einen Schlüssel: Schreiben Sie ihn unter headers in seinen Eintrag, als ${input:key}.</translation>
    </message>
    <message>
        <source>its certificate is not to be trusted ({rstrip}). Nothing was sent. Where your own organisation has made it, name its file in SSL_CERT_FILE before Parley starts</source>
        <translation>seinem Zertifikat ist nicht zu trauen ({rstrip}). Nichts wurde gesendet. Hat Ihre eigene Organisation es gemacht, nennen Sie seine Datei in SSL_CERT_FILE, bevor Parley startet</translation>
    </message>
    <message>
        <source>what answers there does not speak https. Is it meant to be http://?</source>
        <translation>was dort antwortet, spricht kein https. Ist http:// gemeint?</translation>
    </message>
    <message>
        <source>the name {hostname} is not known. Is there a network?</source>
        <translation>der Name {hostname} ist nicht bekannt. Ist ein Netz da?</translation>
    </message>
    <message>
        <source>nothing listens at its port {value}. Is it running?</source>
        <translation>an seinem Port {value} hört niemand zu. Läuft er?</translation>
    </message>
    <message>
        <source>the proxy did not let it through ({error})</source>
        <translation>der Proxy ließ es nicht durch ({error})</translation>
    </message>
    <message>
        <source>nothing answered within {connect_seconds:.0f} seconds</source>
        <translation>innerhalb von {connect_seconds:.0f} Sekunden hat nichts geantwortet</translation>
    </message>
    <message>
        <source>what answers there does not speak HTTP as it should</source>
        <translation>was dort antwortet, spricht HTTP nicht, wie es soll</translation>
    </message>
    <message>
        <source>log messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>reports of progress</source>
        <translation>Fortschrittsmeldungen</translation>
    </message>
    <message>
        <source>news of resources</source>
        <translation>Nachrichten von Ressourcen</translation>
    </message>
    <message>
        <source>changes of its tools</source>
        <translation>Änderungen seiner Werkzeuge</translation>
    </message>
    <message>
        <source>changes of its prompts</source>
        <translation>Änderungen seiner Prompts</translation>
    </message>
    <message>
        <source>changes of its resources</source>
        <translation>Änderungen seiner Ressourcen</translation>
    </message>
    <message>
        <source>changes of roots</source>
        <translation>Änderungen geteilter Ordner</translation>
    </message>
    <message>
        <source>{} was ended: it wrote more than {} MiB without the end of a line, which no message needs.</source>
        <translation>{} wurde beendet: Er schrieb mehr als {} MiB ohne ein Zeilenende; das braucht keine Nachricht.</translation>
    </message>
    <message>
        <source>Its answer cannot be read: {}.</source>
        <translation>Seine Antwort ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>It sent {} messages faster than they are taken.</source>
        <translation>Er hat {} Nachrichten schneller gesendet, als sie genommen werden.</translation>
    </message>
    <message>
        <source>It told of {{}} {hasty} faster than Parley looks.</source>
        <translation>Er meldete {{}} {hasty} schneller, als Parley hinsieht.</translation>
    </message>
    <message>
        <source>{{}} {surplus} were dropped: they came too fast.</source>
        <translation>{{}} {surplus} wurden fallen gelassen: Sie kamen zu schnell.</translation>
    </message>
    <message>
        <source>It sent {} answers to nothing that was asked.</source>
        <translation>Er hat {} Antworten auf nichts gesendet, was gefragt war.</translation>
    </message>
    <message>
        <source>It lists {{}} tools more than the first {most_tools:,}; they are left out.</source>
        <translation>Er führt {{}} Werkzeuge mehr auf als die ersten {most_tools:,}; sie sind ausgelassen.</translation>
    </message>
    <message>
        <source>The results of {} tools are not checked: their schemas may have no end.</source>
        <translation>Die Ergebnisse von {} Werkzeugen werden nicht geprüft: Ihre Schemata haben vielleicht kein Ende.</translation>
    </message>
    <message>
        <source>It wrote {} lines that are no messages; the last began: </source>
        <translation>Er schrieb {} Zeilen, die keine Nachrichten sind; die letzte begann: </translation>
    </message>
    <message>
        <source>{} of its answers could not be read.</source>
        <translation>{} seiner Antworten waren nicht lesbar.</translation>
    </message>
    <message>
        <source>It runs with your rights: it can read, change and delete your files, and use the network.</source>
        <translation>Er läuft mit Ihren Rechten: Er kann Ihre Dateien lesen, ändern und löschen und das Netz nutzen.</translation>
    </message>
    <message>
        <source>It gets a token of Parley&apos;s, by which it may ask models besides, as its rules let it.</source>
        <translation>Er bekommt ein Zugangstoken von Parley, mit dem er auch so Modelle fragen darf, wie seine Regeln es zulassen.</translation>
    </message>
    <message>
        <source>It is on another computer, or a port of this one, and gets what its tools are called with.</source>
        <translation>Er ist auf einem anderen Computer, oder hinter einem Port von diesem, und bekommt, womit seine Werkzeuge aufgerufen werden.</translation>
    </message>
    <message>
        <source>Not sandboxed: {unsandboxed}. {rights} {asks}</source>
        <translation>Keine Sandbox: {unsandboxed}. {rights} {asks}</translation>
    </message>
    <message>
        <source>Not sandboxed. {rights}</source>
        <translation>Keine Sandbox. {rights}</translation>
    </message>
    <message>
        <source>The entry of {name} names ${{workspaceFolder}}, which only an editor has. Write the folder itself in its place.</source>
        <translation>Der Eintrag von {name} nennt ${{workspaceFolder}}, das nur ein Editor hat. Schreiben Sie stattdessen den Ordner selbst.</translation>
    </message>
    <message>
        <source>{name} could not be started: {error}</source>
        <translation>{name} ließ sich nicht starten: {error}</translation>
    </message>
    <message>
        <source>{name} needs the environment variable {name2}, which is not set. Set it before Parley starts, or write it into Parley&apos;s .env file.</source>
        <translation>{name} braucht die Umgebungsvariable {name2}, die nicht gesetzt ist. Setzen Sie sie, bevor Parley startet, oder schreiben Sie sie in Parleys .env-Datei.</translation>
    </message>
    <message>
        <source>{name} could not be started: its envFile {path} cannot be read ({name2}).</source>
        <translation>{name} ließ sich nicht starten: Seine envFile {path} ist nicht lesbar ({name2}).</translation>
    </message>
    <message>
        <source>Its tools could not be listed: {message}</source>
        <translation>Seine Werkzeuge ließen sich nicht aufführen: {message}</translation>
    </message>
    <message>
        <source>Its tools were not listed within {list_seconds:.0f} seconds.</source>
        <translation>Seine Werkzeuge wurden nicht innerhalb von {list_seconds:.0f} Sekunden aufgeführt.</translation>
    </message>
    <message>
        <source>Whether Parley starts at login cannot be written: {error}. Nothing was changed; check the permissions of the folder.</source>
        <translation>Ob Parley bei der Anmeldung startet, lässt sich nicht schreiben: {error}. Nichts wurde geändert; prüfen Sie die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>{path} cannot be deleted: {strerror}. What is listed before it is gone, the rest is left. Check the permissions of its folder, and try again.</source>
        <translation>{path} lässt sich nicht löschen: {strerror}. Was davor aufgeführt ist, ist weg; der Rest ist noch da. Prüfen Sie die Rechte des Ordners, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>Parley is running. Close its window, end its commands, and try again. Nothing was deleted.</source>
        <translation>Parley läuft. Schließen Sie sein Fenster, beenden Sie seine Befehle, und versuchen Sie es wieder. Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Parley&apos;s records at {path} cannot be used ({error}). Nothing else was changed. Check the disk&apos;s free space and the file&apos;s permissions.</source>
        <translation>Parleys Protokoll unter {path} ist nicht brauchbar ({error}). Sonst wurde nichts geändert. Prüfen Sie den freien Platz und die Rechte der Datei.</translation>
    </message>
    <message>
        <source>The journal is not open.</source>
        <translation>Das Protokoll ist nicht offen.</translation>
    </message>
    <message>
        <source>{path} was written by a newer Parley. Nothing was changed; use that one.</source>
        <translation>{path} wurde von einem neueren Parley geschrieben. Nichts wurde geändert; nehmen Sie jenes.</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({error}). Nothing was changed. Check its permissions.</source>
        <translation>{path} lässt sich nicht öffnen ({error}). Nichts wurde geändert. Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>{key} in {path} must be an object, with an entry for each name.</source>
        <translation>{key} in {path} muss ein Objekt sein, mit einem Eintrag je Namen.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}. Nothing was changed.</source>
        <translation>{path} lässt sich nicht schreiben: {error}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>{path} ist nicht lesbar: {error}.</translation>
    </message>
    <message>
        <source>{path} is not valid JSON: {error}. The file was left as it is; mend it and start again.</source>
        <translation>{path} ist kein gültiges JSON: {error}. Die Datei blieb, wie sie ist; berichtigen Sie sie, und starten Sie neu.</translation>
    </message>
    <message>
        <source>{path} must hold an object, with its entries in it.</source>
        <translation>{path} muss ein Objekt mit den Einträgen darin enthalten.</translation>
    </message>
    <message>
        <source>Parley&apos;s folder {folder} cannot be made: {strerror}. Check its permissions, or set PARLEY_HOME to a folder of yours.</source>
        <translation>Parleys Ordner {folder} lässt sich nicht anlegen: {strerror}. Prüfen Sie die Rechte, oder setzen Sie PARLEY_HOME auf einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>this is no address</source>
        <translation>das ist keine Adresse</translation>
    </message>
    <message>
        <source>only https can be trusted</source>
        <translation>nur https ist zu trauen</translation>
    </message>
    <message>
        <source>Parley {version} is there; this is {version2}. Nothing is installed by itself: you find it at {page}</source>
        <translation>Parley {version} ist da; dies ist {version2}. Von selbst wird nichts installiert: Sie finden es unter {page}</translation>
    </message>
    <message>
        <source>This Parley, {version}, is the newest.</source>
        <translation>Dieses Parley, {version}, ist das neueste.</translation>
    </message>
    <message>
        <source>the answer is not one that this Parley understands</source>
        <translation>die Antwort ist keine, die dieses Parley versteht</translation>
    </message>
    <message>
        <source>{version!r} is no version</source>
        <translation>{version!r} ist keine Version</translation>
    </message>
    <message>
        <source>This copy of Parley was built from source, and knows no place to look for a newer one.</source>
        <translation>Dieses Parley wurde aus dem Quelltext gebaut und kennt keinen Ort, an dem es nach einem neueren sehen könnte.</translation>
    </message>
    <message>
        <source>Where to look for a newer Parley stands in {path}, which cannot be used. Install Parley again to mend it; your data stays.</source>
        <translation>Wo nach einem neueren Parley zu sehen ist, steht in {path}; das ist nicht brauchbar. Installieren Sie Parley neu, um das zu beheben; Ihre Daten bleiben.</translation>
    </message>
    <message>
        <source>it was sent on to {url}, and {error}</source>
        <translation>es wurde zu {url} weitergeschickt, und {error}</translation>
    </message>
    <message>
        <source>there was no answer within {seconds:.0f} seconds</source>
        <translation>innerhalb von {seconds:.0f} Sekunden kam keine Antwort</translation>
    </message>
    <message>
        <source>the answer was {answer}</source>
        <translation>die Antwort war {answer}</translation>
    </message>
    <message>
        <source>the answer is far too long</source>
        <translation>die Antwort ist viel zu lang</translation>
    </message>
    <message>
        <source>Whether there is a newer Parley could not be found out: {rstrip}. You can look yourself, at {page}</source>
        <translation>Ob es ein neueres Parley gibt, ließ sich nicht feststellen: {rstrip}. Sie können selbst nachsehen, unter {page}</translation>
    </message>
    <message>
        <source>Unlock or install one (GNOME Keyring, KWallet with its Secret Service, KeePassXC), or let an environment variable or Parley&apos;s .env file hold it (for a provider: --key-from-env).</source>
        <translation>Entsperren oder installieren Sie einen (GNOME Keyring, KWallet mit seinem Secret Service, KeePassXC), oder lassen Sie eine Umgebungsvariable oder Parleys .env-Datei ihn enthalten (bei einem Anbieter: --key-from-env).</translation>
    </message>
    <message>
        <source>The system&apos;s store for keys did not answer within {patience:.0f} seconds; it may be waiting to be unlocked. Nothing was changed. Unlock it and try again.</source>
        <translation>Der Schlüsselspeicher des Systems hat nicht innerhalb von {patience:.0f} Sekunden geantwortet; vielleicht wartet er darauf, entsperrt zu werden. Nichts wurde geändert. Entsperren Sie ihn, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>No key was given.</source>
        <translation>Es wurde kein Schlüssel angegeben.</translation>
    </message>
    <message>
        <source>That is not a key: it holds spaces or signs that keys do not have, or is too long. Nothing was changed. Copy the key again, and only the key.</source>
        <translation>Das ist kein Schlüssel: Es enthält Leerzeichen oder Zeichen, die Schlüssel nicht haben, oder ist zu lang. Nichts wurde geändert. Kopieren Sie den Schlüssel noch einmal, und nur ihn.</translation>
    </message>
    <message>
        <source>The system&apos;s store for keys is locked and was not unlocked. Nothing was changed. {rest}</source>
        <translation>Der Schlüsselspeicher des Systems ist gesperrt und wurde nicht entsperrt. Nichts wurde geändert. {rest}</translation>
    </message>
    <message>
        <source>The system&apos;s store for keys failed ({name}). {rest}</source>
        <translation>Der Schlüsselspeicher des Systems ist gescheitert ({name}). {rest}</translation>
    </message>
    <message>
        <source>This system has no store for keys that is running. {rest}</source>
        <translation>Auf diesem System läuft kein Schlüsselspeicher. {rest}</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation>der Anmeldeinformationsverwaltung von Windows</translation>
    </message>
    <message>
        <source>the Keychain of macOS</source>
        <translation>dem Schlüsselbund von macOS</translation>
    </message>
    <message>
        <source>the system&apos;s keyring (Secret Service)</source>
        <translation>dem Schlüsselbund des Systems (Secret Service)</translation>
    </message>
    <message>
        <source>{path} cannot be read ({name}).</source>
        <translation>{path} ist nicht lesbar ({name}).</translation>
    </message>
    <message>
        <source>{path} holds keys, and others on this computer can read it. It was not used. Close it to them: chmod 600 &apos;{path}&apos;</source>
        <translation>{path} enthält Schlüssel, und andere auf diesem Computer können es lesen. Es wurde nicht benutzt. Verschließen Sie es vor ihnen: chmod 600 &apos;{path}&apos;</translation>
    </message>
    <message>
        <source>{key} must be {what}.</source>
        <translation>{key} muss sein: {what}.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}; 0: {zero}</source>
        <translation>eine ganze Zahl von {low} bis {high}; 0: {zero}</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>eine ganze Zahl von {low} bis {high}</translation>
    </message>
    <message>
        <source>one of {names}</source>
        <translation>eines von {names}</translation>
    </message>
    <message>
        <source>an address that begins with https:// or http://, or nothing</source>
        <translation>eine Adresse, die mit https:// oder http:// beginnt, oder nichts</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>High contrast is black with white and yellow.</source>
        <translation>Hoher Kontrast ist Schwarz mit Weiß und Gelb.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Of the size that the system has. Everything grows with it.</source>
        <translation>Von der Größe, die das System hat. Alles wächst mit.</translation>
    </message>
    <message>
        <source>Let things move</source>
        <translation>Bewegung zulassen</translation>
    </message>
    <message>
        <source>Fading menus, bars that move to and fro, and a cursor that blinks.</source>
        <translation>Menüs, die einblenden, Balken, die hin und her gehen, und ein blinkender Cursor.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>It holds from the next start. The terminal speaks English.</source>
        <translation>Sie gilt ab dem nächsten Start. Das Terminal spricht Englisch.</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>Wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Start in the background at login</source>
        <translation>Bei der Anmeldung im Hintergrund starten</translation>
    </message>
    <message>
        <source>The system keeps this among what starts at login, and not settings.toml.</source>
        <translation>Das System hält das unter dem fest, was bei der Anmeldung startet, nicht settings.toml.</translation>
    </message>
    <message>
        <source>Say who asks while the window is away</source>
        <translation>Sagen, wer fragt, während das Fenster weg ist</translation>
    </message>
    <message>
        <source>Send with Enter</source>
        <translation>Mit der Eingabetaste senden</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line. Without it, Enter does, and Ctrl+Enter sends.</source>
        <translation>Umschalt+Eingabe beginnt eine neue Zeile. Ohne diese Einstellung tut das die Eingabetaste, und Strg+Eingabe sendet.</translation>
    </message>
    <message>
        <source>Memory for models</source>
        <translation>Arbeitsspeicher für Modelle</translation>
    </message>
    <message>
        <source>What loaded models may take together. One that needs more is not chosen.</source>
        <translation>Was geladene Modelle zusammen brauchen dürfen. Eines, das mehr braucht, wird nicht gewählt.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>what is free</source>
        <translation>was frei ist</translation>
    </message>
    <message>
        <source>Unload a model after</source>
        <translation>Ein Modell entladen nach</translation>
    </message>
    <message>
        <source>Minutes without a request. The next one loads it again.</source>
        <translation>Minuten ohne Anfrage. Die nächste lädt es wieder.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Threads that compute</source>
        <translation>Rechnende Threads</translation>
    </message>
    <message>
        <source>By itself, Parley leaves one core to your other programs.</source>
        <translation>Von selbst lässt Parley Ihren anderen Programmen einen Kern.</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>von selbst</translation>
    </message>
    <message>
        <source>Compute on the graphics card</source>
        <translation>Auf der Grafikkarte rechnen</translation>
    </message>
    <message>
        <source>Where there is one, with as many layers as its memory holds.</source>
        <translation>Wo es eine gibt, mit so vielen Schichten, wie ihr Speicher fasst.</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Offline bleiben</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Where there is no tray, the first of these quits. The File menu has it too.</source>
        <translation>Wo es keinen Infobereich gibt, beendet die erste Wahl Parley. Das Menü „Datei“ hat sie auch.</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Without it, only the tray shows that something waits.</source>
        <translation>Ohne das zeigt nur der Infobereich, dass etwas wartet.</translation>
    </message>
    <message>
        <source>No model is asked over the network, and none is fetched. Servers go on as they do.</source>
        <translation>Kein Modell wird über das Netz gefragt, und keines geholt. Server machen weiter wie bisher.</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse des Hubs</translation>
    </message>
    <message>
        <source>Where models are fetched. Empty: as HF_ENDPOINT says, or the Hugging Face hub. Only a token that you gave Parley for the address that stands here goes there.</source>
        <translation>Woher Modelle geholt werden. Leer: wie HF_ENDPOINT es sagt, sonst der Hub von Hugging Face. Nur ein Token, das Sie Parley für die Adresse gegeben haben, die hier steht, geht dorthin.</translation>
    </message>
    <message>
        <source>Keep records for</source>
        <translation>Protokoll aufheben für</translation>
    </message>
    <message>
        <source>Older ones are deleted, with what models remember of them.</source>
        <translation>Älteres wird gelöscht, samt dem, was Modelle davon noch wissen.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Keep records up to</source>
        <translation>Protokoll aufheben bis zu</translation>
    </message>
    <message>
        <source>The oldest are deleted where there are more.</source>
        <translation>Wo mehr da ist, wird das Älteste gelöscht.</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>How the window looks and speaks.</source>
        <translation>Wie das Fenster aussieht und spricht.</translation>
    </message>
    <message>
        <source>Start and end</source>
        <translation>Start und Ende</translation>
    </message>
    <message>
        <source>When Parley runs.</source>
        <translation>Wann Parley läuft.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>How you are called.</source>
        <translation>Wie Sie gerufen werden.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>How you talk to a model.</source>
        <translation>Wie Sie mit einem Modell sprechen.</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Computer</translation>
    </message>
    <message>
        <source>How much they may take.</source>
        <translation>Wie viel sie brauchen dürfen.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>What Parley reaches for models.</source>
        <translation>Was Parley für Modelle erreicht.</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>How much of the record is kept.</source>
        <translation>Wie viel vom Protokoll aufgehoben wird.</translation>
    </message>
    <message>
        <source>{path}: {error} Until that is mended, it is as if it were left out.</source>
        <translation>{path}: {error} Bis das berichtigt ist, ist es, als stünde es nicht da.</translation>
    </message>
    <message>
        <source>{path}: Parley knows no {names}. They are kept, and do nothing.</source>
        <translation>{path}: Parley kennt kein {names}. Es bleibt stehen und bewirkt nichts.</translation>
    </message>
    <message>
        <source>{names} cannot be changed in {path}: it is written there in a way that only you can change. Nothing was changed; open the file, and change it by hand.</source>
        <translation>{names} lässt sich in {path} nicht ändern: Es steht dort so, dass nur Sie es ändern können. Nichts wurde geändert; öffnen Sie die Datei, und ändern Sie es von Hand.</translation>
    </message>
    <message>
        <source>Parley&apos;s settings, heeded as soon as this file is saved.</source>
        <translation>Parleys Einstellungen, befolgt, sobald diese Datei gespeichert ist.</translation>
    </message>
    <message>
        <source>A line that begins with # only shows what holds anyway.</source>
        <translation>Eine Zeile, die mit # beginnt, zeigt nur, was ohnehin gilt.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}. It was left as it is.</source>
        <translation>{path} ist nicht lesbar: {error}. Es blieb, wie es war.</translation>
    </message>
    <message>
        <source>{path} is not valid TOML: {error}. It was left as it is, and nothing in it holds until it is mended.</source>
        <translation>{path} ist kein gültiges TOML: {error}. Es blieb, wie es war, und nichts darin gilt, bis es berichtigt ist.</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>Text der Antwort</translation>
    </message>
    <message>
        <source>The branch before this one</source>
        <translation>Der Zweig vor diesem</translation>
    </message>
    <message>
        <source>The branch after this one</source>
        <translation>Der Zweig nach diesem</translation>
    </message>
    <message>
        <source>{name} ({keys})</source>
        <translation>{name} ({keys})</translation>
    </message>
    <message numerus="yes">
        <source>{place} of {of}</source>
        <comment>branches</comment>
        <translation>
            <numerusform>{place} von {of}</numerusform>
            <numerusform>{place} von {of}</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;See the question</source>
        <translation>Die Frage an&amp;sehen</translation>
    </message>
    <message>
        <source>{tool} of {server}</source>
        <translation>{tool} von {server}</translation>
    </message>
    <message>
        <source>Call of the tool {tool}</source>
        <translation>Aufruf des Werkzeugs {tool}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The result is empty.</source>
        <translation>Das Ergebnis ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>Result ({n} part(s))</source>
        <translation>
            <numerusform>Ergebnis ({n} Teil)</numerusform>
            <numerusform>Ergebnis ({n} Teile)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>The tool asked you something.</source>
        <translation>Das Werkzeug hat Sie etwas gefragt.</translation>
    </message>
    <message>
        <source>The tool asked {model}.</source>
        <translation>Das Werkzeug hat {model} gefragt.</translation>
    </message>
    <message>
        <source>The tool asked a model.</source>
        <translation>Das Werkzeug hat ein Modell gefragt.</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>without arguments</source>
        <translation>ohne Argumente</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>this block of code</comment>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Den Code kopieren</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreibt…</translation>
    </message>
    <message>
        <source>Running tools…</source>
        <translation>Führt Werkzeuge aus…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Zu lang</translation>
    </message>
    <message>
        <source>Waits its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>“Again” asks once more.</source>
        <translation>„Noch einmal“ fragt erneut.</translation>
    </message>
    <message>
        <source>Nothing was answered. “Again” asks once more.</source>
        <translation>Nichts wurde beantwortet. „Noch einmal“ fragt erneut.</translation>
    </message>
    <message>
        <source>“Again” asks once more; you can choose another model below first.</source>
        <translation>„Noch einmal“ fragt erneut; vorher können Sie unten ein anderes Modell wählen.</translation>
    </message>
    <message numerus="yes">
        <source>{read} + {written} tokens, {seconds} s</source>
        <comment>read and written</comment>
        <translation>
            <numerusform>{read} + {written} Token, {seconds} s</numerusform>
            <numerusform>{read} + {written} Token, {seconds} s</numerusform>
        </translation>
    </message>
    <message>
        <source>at {host}</source>
        <translation>bei {host}</translation>
    </message>
    <message>
        <source>[picture: {name}, not fetched from {address}]</source>
        <translation>[Bild: {name}, nicht von {address} geholt]</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Was Sie geschrieben haben</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>{name} is not shown, since {why}.</source>
        <translation>{name} wird nicht gezeigt, da {why}.</translation>
    </message>
    <message>
        <source>Show earlier turns</source>
        <translation>Frühere Beiträge zeigen</translation>
    </message>
    <message>
        <source>Go to the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>The conversation</source>
        <translation>Das Gespräch</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{model} has answered: {text}</source>
        <translation>{model} hat geantwortet: {text}</translation>
    </message>
    <message>
        <source>What the model thought</source>
        <translation>Was das Modell gedacht hat</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>a whole turn</comment>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit and resend</source>
        <translation>Ändern und neu senden</translation>
    </message>
    <message>
        <source>Again</source>
        <comment>ask the same once more</comment>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Record</source>
        <comment>of a request</comment>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Send &amp;without the oldest messages…</source>
        <translation>&amp;Ohne die ältesten Nachrichten senden…</translation>
    </message>
    <message>
        <source>An answer</source>
        <translation>Eine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>{n} older message(s) of this conversation were not sent with it.</source>
        <translation>
            <numerusform>{n} ältere Nachricht dieser Unterhaltung wurde nicht mitgesendet.</numerusform>
            <numerusform>{n} ältere Nachrichten dieser Unterhaltung wurden nicht mitgesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for a newer release…</source>
        <translation>Nach einer neueren Version wird gesehen…</translation>
    </message>
    <message>
        <source>No file manager could be opened. The folder is {folder}.</source>
        <translation>Es ließ sich keine Dateiverwaltung öffnen. Der Ordner ist {folder}.</translation>
    </message>
    <message>
        <source>the window is drawn by Qt {version} ({platform})</source>
        <translation>das Fenster zeichnet Qt {version} ({platform})</translation>
    </message>
    <message>
        <source>the desktop has a tray</source>
        <translation>die Arbeitsumgebung hat einen Infobereich</translation>
    </message>
    <message>
        <source>Closing the window ends Parley, unless the File menu says otherwise.</source>
        <translation>Das Fenster zu schließen beendet Parley, außer das Menü „Datei“ sagt etwas anderes.</translation>
    </message>
    <message>
        <source>the desktop has no tray; none is needed</source>
        <translation>die Arbeitsumgebung hat keinen Infobereich; es braucht auch keinen</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Parley ended unexpectedly the last time.</source>
        <translation>Parley hat letztes Mal unerwartet geendet.</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley itself.</source>
        <translation>In Parley selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Nothing was sent to anybody. The details have no text of a request and no key.</source>
        <translation>Nichts wurde an irgendwen gesendet. Die Einzelheiten enthalten keinen Text einer Anfrage und keinen Schlüssel.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Copy the details</source>
        <translation>Einzelheiten &amp;kopieren</translation>
    </message>
    <message numerus="yes">
        <source>It went wrong {n} time(s) by now.</source>
        <translation>
            <numerusform>Es ging inzwischen {n}-mal schief.</numerusform>
            <numerusform>Es ging inzwischen {n}-mal schief.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortfahren</translation>
    </message>
    <message>
        <source>&amp;Quit Parley</source>
        <translation>Parley &amp;beenden</translation>
    </message>
    <message>
        <source>Open the &amp;log</source>
        <translation>Das &amp;Log öffnen</translation>
    </message>
    <message>
        <source>What you did last may not have been done; try it again. Everything else goes on: requests and answers, permissions, settings and models are kept, and so is what you have entered.</source>
        <translation>Was Sie zuletzt getan haben, ist vielleicht nicht geschehen; versuchen Sie es wieder. Alles andere geht weiter: Anfragen und Antworten, Erlaubnisse, Einstellungen und Modelle sind aufgehoben, und auch, was Sie eingegeben haben.</translation>
    </message>
    <message>
        <source>Requests and answers, permissions, settings and models are kept. A request that was open then is shown as withdrawn, and a download goes on where it stopped. Your servers were ended.</source>
        <translation>Anfragen und Antworten, Erlaubnisse, Einstellungen und Modelle sind aufgehoben. Eine Anfrage, die da offen war, steht als zurückgezogen da, und ein Download geht weiter, wo er stehen blieb. Ihre Server wurden beendet.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Nothing is sent anywhere. Keys are masked here, and in what you copy or save.</source>
        <translation>Nichts wird irgendwohin gesendet. Schlüssel sind hier verdeckt, und in dem, was Sie kopieren oder speichern.</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>&amp;Neu prüfen</translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation>Alles &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message numerus="yes">
        <source>{n} thing(s) must be mended.</source>
        <translation>
            <numerusform>{n} Punkt ist zu beheben.</numerusform>
            <numerusform>{n} Punkte sind zu beheben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All works; {n} thing(s) you may want to know.</source>
        <translation>
            <numerusform>Alles geht; {n} Punkt ist vielleicht gut zu wissen.</numerusform>
            <numerusform>Alles geht; {n} Punkte sind vielleicht gut zu wissen.</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Copied, without keys and without the name of your folder.</source>
        <translation>Kopiert, ohne Schlüssel und ohne den Namen Ihres Ordners.</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>Über&amp;springen</translation>
    </message>
    <message>
        <source>Step {at} of {count}</source>
        <translation>Schritt {at} von {count}</translation>
    </message>
    <message>
        <source>Parley stands between the programs that want a language model&apos;s answer and the models that can give one. You see, bound and approve what passes.</source>
        <translation>Parley steht zwischen den Programmen, die die Antwort eines Sprachmodells wollen, und den Modellen, die eine geben können. Sie sehen, begrenzen und erlauben, was hindurchgeht.</translation>
    </message>
    <message>
        <source>Looking for the servers of other programs…</source>
        <translation>Die Server anderer Programme werden gesucht…</translation>
    </message>
    <message>
        <source>No server was found in Claude Desktop, VS Code, Cursor or LM Studio. The page Servers adds them by their command or address at any time.</source>
        <translation>In Claude Desktop, VS Code, Cursor oder LM Studio wurde kein Server gefunden. Die Seite „Server“ fügt jederzeit welche hinzu, über ihren Befehl oder ihre Adresse.</translation>
    </message>
    <message>
        <source>Tick what Parley is to have too. Nothing is run: each server asks first whether its command may run. The other programs&apos; files stay as they are.</source>
        <translation>Haken Sie an, was Parley auch haben soll. Nichts wird ausgeführt: Jeder Server fragt erst, ob sein Befehl ausgeführt werden darf. Die Dateien der anderen Programme bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>These suit this computer best. What you choose is fetched in the background.</source>
        <translation>Diese passen am besten zu diesem Computer. Was Sie wählen, wird im Hintergrund geholt.</translation>
    </message>
    <message>
        <source>None of the models that Parley knows of has room on this computer.</source>
        <translation>Keines der Modelle, die Parley kennt, hat auf diesem Computer Platz.</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Welcome to Parley</source>
        <translation>Willkommen bei Parley</translation>
    </message>
    <message>
        <source>Tools ask</source>
        <translation>Werkzeuge fragen</translation>
    </message>
    <message>
        <source>An MCP server&apos;s tool, or another program, asks for an answer. You see who asks, every word of it, and which model it would go to.</source>
        <translation>Das Werkzeug eines MCP-Servers, oder ein anderes Programm, bittet um eine Antwort. Sie sehen, wer fragt, jedes Wort davon, und zu welchem Modell es ginge.</translation>
    </message>
    <message>
        <source>You decide</source>
        <translation>Sie entscheiden</translation>
    </message>
    <message>
        <source>You allow a request, change it or decline it. Nothing is sent before that, unless you have given a permission, which you can take back.</source>
        <translation>Sie erlauben eine Anfrage, ändern sie oder lehnen sie ab. Vorher wird nichts gesendet, außer Sie haben eine Erlaubnis gegeben, die Sie zurücknehmen können.</translation>
    </message>
    <message>
        <source>It stays with you</source>
        <translation>Es bleibt bei Ihnen</translation>
    </message>
    <message>
        <source>Models answer on this computer, unless you add a provider. What was asked and answered is kept in a record that never leaves it.</source>
        <translation>Modelle antworten auf diesem Computer, außer Sie fügen einen Anbieter hinzu. Was gefragt und geantwortet wurde, steht in einem Protokoll, das ihn nie verlässt.</translation>
    </message>
    <message>
        <source>Bring your servers</source>
        <translation>Ihre Server mitbringen</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>&amp;Alle anhaken</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add {n} server(s)</source>
        <translation>
            <numerusform>{n} Server &amp;hinzufügen</numerusform>
            <numerusform>{n} Server &amp;hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Ein Modell wählen</translation>
    </message>
    <message>
        <source>Looking at what this computer has…</source>
        <translation>Es wird nachgesehen, was dieser Computer hat…</translation>
    </message>
    <message>
        <source>You can go on without the network: the model that comes with Parley answers meanwhile. The page Models fetches another one at any time.</source>
        <translation>Sie können ohne Netz weitermachen: Das Modell, das mit Parley kommt, antwortet solange. Die Seite „Modelle“ holt jederzeit ein anderes.</translation>
    </message>
    <message>
        <source>Parley is ready</source>
        <translation>Parley ist bereit</translation>
    </message>
    <message>
        <source>Next comes a trial: a tool of the server that comes with Parley wants a model&apos;s answer, and you are asked before anything is sent.</source>
        <translation>Nun kommt eine Probe: Ein Werkzeug des Servers, der mit Parley kommt, will die Antwort eines Modells, und Sie werden gefragt, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>&amp;Ausprobieren</translation>
    </message>
    <message>
        <source>{model}, {size}</source>
        <translation>{model}, {size}</translation>
    </message>
    <message>
        <source>{model}, about {size}</source>
        <translation>{model}, etwa {size}</translation>
    </message>
    <message>
        <source>{strengths}. {fit} It is likely to write {speed} tokens a second.</source>
        <translation>{strengths}. {fit} Es schreibt wohl {speed} Token je Sekunde.</translation>
    </message>
    <message>
        <source>&amp;Get it</source>
        <translation>&amp;Holen</translation>
    </message>
    <message>
        <source>The model that comes with Parley</source>
        <translation>Das Modell, das mit Parley kommt</translation>
    </message>
    <message>
        <source>It is here already and needs no network. It is tiny: good for trying things out, too small for real work.</source>
        <translation>Es ist schon hier und braucht kein Netz. Es ist winzig: gut zum Ausprobieren, zu klein für richtige Arbeit.</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>A provider&apos;s models, with your key</source>
        <translation>Modelle eines Anbieters, mit Ihrem Schlüssel</translation>
    </message>
    <message>
        <source>OpenAI, Anthropic, Google and others, or an address of your own. A request leaves this computer only when you allow that.</source>
        <translation>OpenAI, Anthropic, Google und andere, oder eine eigene Adresse. Eine Anfrage verlässt diesen Computer nur, wenn Sie das erlauben.</translation>
    </message>
    <message>
        <source>Add a &amp;provider…</source>
        <translation>Ei&amp;nen Anbieter hinzufügen…</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Parts of Parley</source>
        <translation>Teile von Parley</translation>
    </message>
    <message>
        <source>parts of Parley</source>
        <translation>Teile von Parley</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message numerus="yes">
        <source>Parley, and {n} part(s) by others that it is made of.</source>
        <translation>
            <numerusform>Parley, und {n} Teil von anderen, aus dem es besteht.</numerusform>
            <numerusform>Parley, und {n} Teile von anderen, aus denen es besteht.</numerusform>
        </translation>
    </message>
    <message>
        <source>No text came along with it. Its makers publish it.</source>
        <translation>Kein Text lag bei. Die Hersteller veröffentlichen ihn.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Information and worse</source>
        <translation>Hinweise und Schlimmeres</translation>
    </message>
    <message>
        <source>Warnings and worse</source>
        <translation>Warnungen und Schlimmeres</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Im Log suchen</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Vorherige</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Nothing was logged yet.</source>
        <translation>Noch ist nichts im Log.</translation>
    </message>
    <message>
        <source>It cannot be read: {problem}.</source>
        <translation>Es ist nicht lesbar: {problem}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} line(s).</source>
        <translation>
            <numerusform>{n} Zeile.</numerusform>
            <numerusform>{n} Zeilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is older is in the file.</source>
        <translation>Was älter ist, steht in der Datei.</translation>
    </message>
    <message numerus="yes">
        <source>{n} of them have what you look for.</source>
        <translation>
            <numerusform>{n} davon enthält, was Sie suchen.</numerusform>
            <numerusform>{n} davon enthalten, was Sie suchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys are masked.</source>
        <translation>Schlüssel sind verdeckt.</translation>
    </message>
    <message>
        <source>{place} of {all}</source>
        <translation>{place} von {all}</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Logs</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Log</translation>
    </message>
    <message numerus="yes">
        <source>{n} server(s) added. The page Servers starts what you want; each asks first.</source>
        <translation>
            <numerusform>{n} Server hinzugefügt. Die Seite „Server“ startet, was Sie möchten; jeder fragt zuerst.</numerusform>
            <numerusform>{n} Server hinzugefügt. Die Seite „Server“ startet, was Sie möchten; jeder fragt zuerst.</numerusform>
        </translation>
    </message>
    <message>
        <source>{model} is being fetched; the page Models shows how far it is.</source>
        <translation>{model} wird geholt; die Seite „Modelle“ zeigt, wie weit es ist.</translation>
    </message>
    <message>
        <source>Only files of this computer can be dragged here. Nothing was added.</source>
        <translation>Nur Dateien dieses Computers lassen sich hierher ziehen. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{model} was taken out of the list.</source>
        <translation>{model} wurde aus der Liste genommen.</translation>
    </message>
    <message>
        <source>{model} was deleted from this computer.</source>
        <translation>{model} wurde von diesem Computer gelöscht.</translation>
    </message>
    <message>
        <source>Looking for the models of other programs…</source>
        <translation>Die Modelle anderer Programme werden gesucht…</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Die Dateien werden angesehen…</translation>
    </message>
    <message>
        <source>{model} may be asked again.</source>
        <translation>{model} darf wieder gefragt werden.</translation>
    </message>
    <message>
        <source>Measuring it: it reads and writes a few times…</source>
        <translation>Wird gemessen: Es liest und schreibt ein paarmal…</translation>
    </message>
    <message>
        <source>Reading the whole file…</source>
        <translation>Die ganze Datei wird gelesen…</translation>
    </message>
    <message>
        <source>It did not come from the hub, so nobody knows what its content must be.</source>
        <translation>Es kam nicht vom Hub; niemand weiß also, was sein Inhalt sein muss.</translation>
    </message>
    <message>
        <source>The file is what {repo} gave at commit {commit}.</source>
        <translation>Die Datei ist, was {repo} beim Commit {commit} gab.</translation>
    </message>
    <message>
        <source>it writes {written:,.1f} tokens a second</source>
        <translation>es schreibt {written:,.1f} Token je Sekunde</translation>
    </message>
    <message>
        <source>it answers too shortly to tell how fast it writes</source>
        <translation>es antwortet zu kurz, um zu sagen, wie schnell es schreibt</translation>
    </message>
    <message>
        <source>reads {read:,.1f} tokens a second</source>
        <translation>liest {read:,.1f} Token je Sekunde</translation>
    </message>
    <message>
        <source>Measured: {writes}, and {reads}, on the {device}.</source>
        <translation>Gemessen: {writes}, und {reads}, auf {device}.</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Callers</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Erlaubnisse</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Parley (paused)</source>
        <translation>Parley (angehalten)</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>What it says of itself is not checked. To install it runs nothing: before its server runs first, you are shown its command and asked.</source>
        <translation>Was es von sich sagt, ist nicht geprüft. Es zu installieren führt nichts aus: Bevor sein Server zum ersten Mal läuft, sehen Sie seinen Befehl und werden gefragt.</translation>
    </message>
    <message>
        <source>Add a bundle</source>
        <translation>Ein Bündel hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Installieren</translation>
    </message>
    <message>
        <source>The bundle</source>
        <translation>Das Bündel</translation>
    </message>
    <message>
        <source>Something is missing, or does not fit.</source>
        <translation>Etwas fehlt oder passt nicht.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Geben Sie ihm einen Namen.</translation>
    </message>
    <message>
        <source>Unpacking…</source>
        <translation>Wird entpackt…</translation>
    </message>
    <message>
        <source>The bundle&apos;s name</source>
        <translation>Der Name des Bündels</translation>
    </message>
    <message>
        <source>What it says of itself</source>
        <translation>Was es von sich sagt</translation>
    </message>
    <message>
        <source>&amp;Name in your list</source>
        <translation>Name in Ihrer &amp;Liste</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What it may touch</source>
        <translation>Was es berühren darf</translation>
    </message>
    <message>
        <source>Folders and files that its settings name are added; it may read them.</source>
        <translation>Ordner und Dateien, die seine Einstellungen nennen, kommen dazu; es darf sie lesen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} file(s)</source>
        <translation>
            <numerusform>{n} Datei</numerusform>
            <numerusform>{n} Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>and {left} more</source>
        <translation>und {left} weitere</translation>
    </message>
    <message>
        <source>{files}, {size} unpacked</source>
        <translation>{files}, entpackt {size}</translation>
    </message>
    <message>
        <source>Parley is still starting.</source>
        <translation>Parley startet noch.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Add a &amp;server…</source>
        <translation>Einen &amp;Server hinzufügen…</translation>
    </message>
    <message>
        <source>Add a &amp;bundle…</source>
        <translation>Ein B&amp;ündel hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Get a model…</source>
        <translation>&amp;Ein Modell holen…</translation>
    </message>
    <message>
        <source>Add a &amp;model file…</source>
        <translation>Eine &amp;Modelldatei hinzufügen…</translation>
    </message>
    <message>
        <source>Add a p&amp;rovider…</source>
        <translation>Einen Anbiete&amp;r hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Use Parley from other programs…</source>
        <translation>Parley in anderen Programmen ver&amp;wenden…</translation>
    </message>
    <message>
        <source>&amp;Export the record…</source>
        <translation>Das Protokoll e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Pause every request</source>
        <translation>Jede Anfrage &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das &amp;Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Start in the background when I &amp;log in</source>
        <translation>Bei der Anme&amp;ldung im Hintergrund starten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Rückg&amp;ängig</translation>
    </message>
    <message>
        <source>&amp;Find on this page</source>
        <translation>Auf dieser Seite &amp;suchen</translation>
    </message>
    <message>
        <source>Find a &amp;request…</source>
        <translation>Eine &amp;Anfrage suchen…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;All actions…</source>
        <translation>&amp;Alle Aktionen…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Look for a newer release…</source>
        <translation>Nach einer neueren &amp;Version sehen…</translation>
    </message>
    <message>
        <source>Show the first &amp;steps again</source>
        <translation>Die ersten &amp;Schritte noch einmal zeigen</translation>
    </message>
    <message>
        <source>&amp;Diagnostics…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>L&amp;og…</translation>
    </message>
    <message>
        <source>L&amp;icences…</source>
        <translation>L&amp;izenzen…</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>Ü&amp;ber Parley</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>In den Einstellungen suchen</translation>
    </message>
    <message>
        <source>No setting has these words</source>
        <translation>Keine Einstellung enthält diese Wörter</translation>
    </message>
    <message>
        <source>Rules for a server stand on its page, and keys with their providers.</source>
        <translation>Regeln für einen Server stehen auf seiner Seite, und Schlüssel bei ihren Anbietern.</translation>
    </message>
    <message>
        <source>Port of the &amp;endpoint…</source>
        <translation>Port des &amp;Endpunkts…</translation>
    </message>
    <message>
        <source>Open settings.&amp;toml</source>
        <translation>settings.&amp;toml öffnen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Settings: {label}</source>
        <translation>Einstellungen: {label}</translation>
    </message>
    <message>
        <source>Open settings.toml</source>
        <translation>settings.toml öffnen</translation>
    </message>
    <message>
        <source>Export the settings…</source>
        <translation>Die Einstellungen exportieren…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset: {group}</source>
        <translation>Zurücksetzen: {group}</translation>
    </message>
    <message>
        <source>Has this group as it is usual again</source>
        <translation>Setzt diese Gruppe auf das Übliche zurück</translation>
    </message>
    <message>
        <source>&amp;Restart Parley now</source>
        <translation>Parley jetzt &amp;neu starten</translation>
    </message>
    <message>
        <source>The language holds from the next start.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>Alle Aktionen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>No action is called that. Try fewer letters.</source>
        <translation>Keine Aktion heißt so. Versuchen Sie weniger Buchstaben.</translation>
    </message>
    <message>
        <source>{action} (is on)</source>
        <translation>{action} (ist an)</translation>
    </message>
    <message>
        <source>It cannot be done now.</source>
        <translation>Das geht jetzt nicht.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Asking {name} which models it has…</source>
        <translation>{name} wird gefragt, welche Modelle es hat…</translation>
    </message>
    <message>
        <source>

{name} is in the list of providers meanwhile.</source>
        <translation>

{name} ist inzwischen in der Liste der Anbieter.</translation>
    </message>
    <message>
        <source>Asking {host} which models it has…</source>
        <translation>{host} wird gefragt, welche Modelle es hat…</translation>
    </message>
    <message>
        <source>Keeping your choice…</source>
        <translation>Ihre Wahl wird gespeichert…</translation>
    </message>
    <message>
        <source>Keeping the key…</source>
        <translation>Der Schlüssel wird gespeichert…</translation>
    </message>
    <message>
        <source>{model} of {provider} answers no more. “Choose models…” brings it back, too.</source>
        <translation>{model} von {provider} antwortet nicht mehr. „Modelle wählen…“ bringt es auch zurück.</translation>
    </message>
    <message>
        <source>{provider} was removed. {fate}</source>
        <translation>{provider} wurde entfernt. {fate}</translation>
    </message>
    <message>
        <source>Its key is kept until Parley ends.</source>
        <translation>Sein Schlüssel wird behalten, bis Parley endet.</translation>
    </message>
    <message>
        <source>Its key is forgotten.</source>
        <translation>Sein Schlüssel ist vergessen.</translation>
    </message>
    <message>
        <source>Its key is in {key_variable}.</source>
        <translation>Sein Schlüssel ist in {key_variable}.</translation>
    </message>
    <message>
        <source>Its key stays where it is, in {key_variable}.</source>
        <translation>Sein Schlüssel bleibt, wo er ist, in {key_variable}.</translation>
    </message>
    <message>
        <source>Its key is in the system&apos;s store.</source>
        <translation>Sein Schlüssel ist im Schlüsselspeicher des Systems.</translation>
    </message>
    <message>
        <source>Its key is deleted from the system&apos;s store: to add it again, you need the key.</source>
        <translation>Sein Schlüssel wird aus dem Schlüsselspeicher des Systems gelöscht: Um ihn wieder hinzuzufügen, brauchen Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>It has no key yet.</source>
        <translation>Er hat noch keinen Schlüssel.</translation>
    </message>
    <message>
        <source>It needs no key.</source>
        <translation>Er braucht keinen Schlüssel.</translation>
    </message>
    <message>
        <source>Parley keeps no key of it.</source>
        <translation>Parley hat keinen Schlüssel von ihm.</translation>
    </message>
    <message>
        <source>{server} was removed.</source>
        <translation>{server} wurde entfernt.</translation>
    </message>
    <message>
        <source>A permission was taken back. What it let pass is asked about again.</source>
        <translation>Eine Erlaubnis wurde zurückgenommen. Nach dem, was sie durchließ, werden Sie wieder gefragt.</translation>
    </message>
    <message numerus="yes">
        <source>{n} permission(s) were taken back. What they let pass is asked about again.</source>
        <translation>
            <numerusform>{n} Erlaubnis wurde zurückgenommen. Nach dem, was sie durchließ, werden Sie wieder gefragt.</numerusform>
            <numerusform>{n} Erlaubnisse wurden zurückgenommen. Nach dem, was sie durchließen, werden Sie wieder gefragt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The token of {program} is worthless now.</source>
        <translation>Das Zugangstoken von {program} ist jetzt wertlos.</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>as it is usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>This must be {what}. What held before holds.</source>
        <translation>Das muss sein: {what}. Es bleibt, wie es war.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>U&amp;ndo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{done} Ctrl+Z undoes it.</source>
        <translation>{done} Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>There is nothing to send yet. Type something first.</source>
        <translation>Es ist noch nichts zu senden da. Schreiben Sie erst etwas.</translation>
    </message>
    <message>
        <source>An answer is being written here. Stop it, or wait for its end.</source>
        <translation>Hier wird gerade eine Antwort geschrieben. Halten Sie sie an, oder warten Sie ihr Ende ab.</translation>
    </message>
    <message>
        <source>This conversation was deleted. Begin a new one.</source>
        <translation>Dieses Gespräch wurde gelöscht. Beginnen Sie ein neues.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>Diese Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>No model is chosen. Choose one first; nothing was sent.</source>
        <translation>Es ist kein Modell gewählt. Wählen Sie erst eines; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{model} is not here any more. Choose another model; nothing was sent or lost.</source>
        <translation>{model} ist nicht mehr hier. Wählen Sie ein anderes Modell; nichts wurde gesendet, nichts ging verloren.</translation>
    </message>
    <message>
        <source>{model} cannot see images. Choose a model that can, or leave the image out; nothing was sent.</source>
        <translation>{model} kann keine Bilder sehen. Wählen Sie ein Modell, das es kann, oder lassen Sie das Bild weg; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{model} cannot use tools. Choose another model, or no servers; nothing was sent.</source>
        <translation>{model} kann keine Werkzeuge benutzen. Wählen Sie ein anderes Modell, oder keine Server; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley. What had come by then is kept.</source>
        <translation>In Parley ist etwas schiefgegangen. Was bis dahin kam, ist aufgehoben.</translation>
    </message>
    <message>
        <source>It came to its greatest length. Ask it to go on.</source>
        <translation>Die größte Länge ist erreicht. Bitten Sie darum, fortzufahren.</translation>
    </message>
    <message>
        <source>Not offered to the model, since calls could not be held against their schemas: {tools}.</source>
        <translation>Dem Modell nicht angeboten, da Aufrufe nicht an ihren Schemata geprüft werden könnten: {tools}.</translation>
    </message>
    <message>
        <source>Take {name} away</source>
        <translation>{name} wegnehmen</translation>
    </message>
    <message>
        <source>Picture.png</source>
        <translation>Bild.png</translation>
    </message>
    <message>
        <source>{name} could not be read: {why}.</source>
        <translation>{name} ließ sich nicht lesen: {why}.</translation>
    </message>
    <message>
        <source>{model} cannot see pictures. Choose a model that can.</source>
        <translation>{model} kann keine Bilder sehen. Wählen Sie ein Modell, das es kann.</translation>
    </message>
    <message>
        <source>Model that answers</source>
        <translation>Modell, das antwortet</translation>
    </message>
    <message>
        <source>A&amp;ttach…</source>
        <translation>An&amp;hang…</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>S&amp;top (Esc)</source>
        <translation>Anhal&amp;ten (Esc)</translation>
    </message>
    <message>
        <source>Do not edit it</source>
        <translation>Nicht ändern</translation>
    </message>
    <message>
        <source>{model} (it is not there any more)</source>
        <translation>{model} (es ist nicht mehr da)</translation>
    </message>
    <message>
        <source>Attach texts or pictures</source>
        <translation>Texte oder Bilder anhängen</translation>
    </message>
    <message>
        <source>You edit what you sent. The answer to it stays, as another branch.</source>
        <translation>Geändert wird Gesendetes. Die alte Antwort bleibt.</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neues Gespräch</translation>
    </message>
    <message>
        <source>Search in conversations</source>
        <translation>In Gesprächen suchen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>No conversation has these words.</source>
        <translation>Kein Gespräch enthält diese Wörter.</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>{name} ({why})</source>
        <translation>{name} ({why})</translation>
    </message>
    <message>
        <source>{name} ({host})</source>
        <translation>{name} ({host})</translation>
    </message>
    <message>
        <source>{model} is not here any more. Choose another model.</source>
        <translation>{model} fehlt. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>No model is chosen.</source>
        <translation>Es ist kein Modell gewählt.</translation>
    </message>
    <message>
        <source>{model} cannot be asked: {why}.</source>
        <translation>{model} kann nicht gefragt werden: {why}.</translation>
    </message>
    <message>
        <source>The text is sent to {host}.</source>
        <translation>Der Text wird an {host} gesendet.</translation>
    </message>
    <message>
        <source>The text stays on this computer.</source>
        <translation>Der Text bleibt hier.</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Ihre Nachricht</translation>
    </message>
    <message>
        <source>Write to the model</source>
        <translation>Schreiben Sie dem Modell</translation>
    </message>
    <message>
        <source>Enter sends it, Shift+Enter begins a new line, Up edits the last one you sent.</source>
        <translation>Die Eingabetaste sendet, Umschalt+Eingabe beginnt eine neue Zeile, Pfeil hoch ändert die zuletzt gesendete Nachricht.</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends it, Enter begins a new line, Up edits the last one you sent.</source>
        <translation>Strg+Eingabe sendet, die Eingabetaste beginnt eine neue Zeile, Pfeil hoch ändert die zuletzt gesendete Nachricht.</translation>
    </message>
    <message>
        <source>The model may ask for the tools of these servers; you are asked first</source>
        <translation>Das Modell darf um die Werkzeuge dieser Server bitten; Sie werden zuerst gefragt</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>er ist nicht mehr da</translation>
    </message>
    <message>
        <source>{server} ({state})</source>
        <translation>{server} ({state})</translation>
    </message>
    <message>
        <source>No server is there. Add one on the page of servers.</source>
        <translation>Kein Server ist da. Fügen Sie auf der Seite „Server“ einen hinzu.</translation>
    </message>
    <message>
        <source>No tools</source>
        <translation>Ohne Server</translation>
    </message>
    <message>
        <source>Tools of {server}</source>
        <translation>Mit {server}</translation>
    </message>
    <message numerus="yes">
        <source>Tools of {n} server(s)</source>
        <translation>
            <numerusform>Mit {n} Server</numerusform>
            <numerusform>Mit {n} Servern</numerusform>
        </translation>
    </message>
    <message>
        <source>Tools that the model may ask for: {which}</source>
        <translation>Werkzeuge, um die das Modell bitten darf: {which}</translation>
    </message>
    <message>
        <source>Your last message is too long by itself. Shorten it, or choose another model.</source>
        <translation>Schon die letzte Nachricht allein ist zu lang. Kürzen Sie sie, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>„{title}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>{name} is in the list. {note}</source>
        <translation>{name} ist in der Liste. {note}</translation>
    </message>
    <message>
        <source>About Parley</source>
        <translation>Über Parley</translation>
    </message>
    <message>
        <source>MIT; Qt {qversion}, which draws the window, is under the LGPL 3</source>
        <translation>MIT; Qt {qversion}, das das Fenster zeichnet, steht unter der LGPL 3</translation>
    </message>
    <message>
        <source>Licences of all parts</source>
        <translation>Lizenzen aller Teile</translation>
    </message>
    <message>
        <source>Your servers</source>
        <translation>Ihre Server</translation>
    </message>
    <message>
        <source>Your models and journal</source>
        <translation>Ihre Modelle und Ihr Protokoll</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Parley {version}</source>
        <translation>Parley {version}</translation>
    </message>
    <message>
        <source>Where you see and decide what programs ask of language models.</source>
        <translation>Wo Sie sehen und entscheiden, was Programme von Sprachmodellen wollen.</translation>
    </message>
    <message>
        <source>By this name its requests are shown, bounded and recorded. Any program can have a token.</source>
        <translation>Unter diesem Namen werden seine Anfragen gezeigt, begrenzt und festgehalten. Jedes Programm kann ein Zugangstoken haben.</translation>
    </message>
    <message>
        <source>This is shown once, and kept nowhere: whoever has the token asks as {name}. If it is lost, revoke it and add the program again.</source>
        <translation>Nur jetzt zu sehen, nirgends aufgehoben: Wer das Zugangstoken hat, fragt als {name}. Ist es verloren, widerrufen Sie es.</translation>
    </message>
    <message>
        <source>Add a program</source>
        <translation>Ein Programm hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>my editor</source>
        <translation>mein Editor</translation>
    </message>
    <message>
        <source>&amp;Turn the endpoint on, at a port that stays</source>
        <translation>Den &amp;Endpunkt einschalten, an einem Port, der bleibt</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Making its token…</source>
        <translation>Sein Zugangstoken wird gemacht…</translation>
    </message>
    <message>
        <source>The token of {shown}</source>
        <translation>Das Zugangstoken von {shown}</translation>
    </message>
    <message>
        <source>{shown} may ask now</source>
        <translation>{shown} darf jetzt fragen</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Zugangstoken</translation>
    </message>
    <message>
        <source>&amp;Copy the token</source>
        <translation>Das Zugangstoken &amp;kopieren</translation>
    </message>
    <message>
        <source>For what speaks OpenAI&apos;s language</source>
        <translation>Für alles, was die Sprache von OpenAI spricht</translation>
    </message>
    <message>
        <source>Copy the &amp;OpenAI lines</source>
        <translation>Die Zeilen für &amp;OpenAI kopieren</translation>
    </message>
    <message>
        <source>For what speaks Anthropic&apos;s language</source>
        <translation>Für alles, was die Sprache von Anthropic spricht</translation>
    </message>
    <message>
        <source>Copy the &amp;Anthropic lines</source>
        <translation>Die Zeilen für &amp;Anthropic kopieren</translation>
    </message>
    <message>
        <source>The endpoint is off. Turn it on, and put its port in the place of PORT.</source>
        <translation>Der Endpunkt ist aus. Schalten Sie ihn ein, und setzen Sie seinen Port an die Stelle von PORT.</translation>
    </message>
    <message>
        <source>Now only its list of models is asked for. Requests can go to it once you let one of its models answer.</source>
        <translation>Jetzt wird nur nach der Liste der Modelle gefragt. Anfragen können dorthin gehen, wenn Sie eines der Modelle antworten lassen.</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>Einen Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Show its models</source>
        <translation>&amp;Seine Modelle zeigen</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Another compatible address</source>
        <translation>Eine andere, verträgliche Adresse</translation>
    </message>
    <message>
        <source>Use it without encryption: others on the way can &amp;read along</source>
        <translation>Ohne Verschlüsselung benutzen: Andere auf dem Weg können &amp;mitlesen</translation>
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation>&amp;Anbieter</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>R&amp;egion</source>
        <translation>R&amp;egion</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>Give the provider a name.</source>
        <translation>Geben Sie dem Anbieter einen Namen.</translation>
    </message>
    <message>
        <source>It answers in regions: say which one, eu-central-1 for example.</source>
        <translation>Er antwortet nach Regionen: Sagen Sie, welche, zum Beispiel eu-central-1.</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Einen Server hinzufügen</translation>
    </message>
    <message>
        <source>npx -y @acme/weather-mcp   or   https://example.org/mcp</source>
        <translation>npx -y @acme/weather-mcp   oder   https://example.org/mcp</translation>
    </message>
    <message>
        <source>Complete command or address</source>
        <translation>Vollständiger Befehl oder Adresse</translation>
    </message>
    <message>
        <source>&amp;Command line or address</source>
        <translation>&amp;Befehlszeile oder Adresse</translation>
    </message>
    <message>
        <source>Add only what you trust; to add a command lets it run.</source>
        <translation>Fügen Sie nur hinzu, dem Sie vertrauen; einen Befehl hinzuzufügen lässt ihn laufen.</translation>
    </message>
    <message>
        <source>A link proposes a server</source>
        <translation>Ein Link schlägt einen Server vor</translation>
    </message>
    <message>
        <source>Whoever made the link chose every word of this. Add it only if you know where it comes from. It is not started: you are asked before its command runs.</source>
        <translation>Wer den Link gemacht hat, hat jedes Wort davon gewählt. Fügen Sie ihn nur hinzu, wenn Sie wissen, woher er kommt. Er wird nicht gestartet: Sie werden gefragt, bevor sein Befehl läuft.</translation>
    </message>
    <message>
        <source>Give the server a name.</source>
        <translation>Geben Sie dem Server einen Namen.</translation>
    </message>
    <message>
        <source>A quotation mark in the command line has no other end.</source>
        <translation>Einem Anführungszeichen in der Befehlszeile fehlt das zweite.</translation>
    </message>
    <message>
        <source>Say which command runs the server, or at which address it is.</source>
        <translation>Sagen Sie, welcher Befehl den Server ausführt, oder unter welcher Adresse er ist.</translation>
    </message>
    <message numerus="yes">
        <source>{n} call(s)</source>
        <translation>
            <numerusform>{n} Aufruf</numerusform>
            <numerusform>{n} Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>{messages}, {characters} of text</source>
        <translation>{messages}, {characters} Text</translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s)</source>
        <translation>
            <numerusform>{n} Nachricht</numerusform>
            <numerusform>{n} Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} character(s)</source>
        <translation>
            <numerusform>{n} Zeichen</numerusform>
            <numerusform>{n} Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[{n} character(s), not kept]</source>
        <translation>
            <numerusform>[{n} Zeichen, nicht aufgehoben]</numerusform>
            <numerusform>[{n} Zeichen, nicht aufgehoben]</numerusform>
        </translation>
    </message>
    <message>
        <source>Add &amp;what {whose} tools were asked and answered ({calls}, {length})</source>
        <translation>Beifügen, &amp;was {whose} Werkzeuge gefragt wurden und geantwortet haben ({calls}, {length})</translation>
    </message>
    <message>
        <source>Added to the system prompt, this once</source>
        <translation>Dem System-Prompt beigefügt, dieses eine Mal</translation>
    </message>
    <message>
        <source>The tools of {servers}.</source>
        <translation>Die Werkzeuge von {servers}.</translation>
    </message>
    <message>
        <source>all servers&apos;</source>
        <translation>aller Server</translation>
    </message>
    <message>
        <source>The model finished by itself.</source>
        <translation>Das Modell kam von selbst zum Ende.</translation>
    </message>
    <message>
        <source>The answer reached the token limit.</source>
        <translation>Die Antwort erreichte die Grenze der Token.</translation>
    </message>
    <message>
        <source>The answer reached a stop sequence.</source>
        <translation>Die Antwort erreichte eine Stoppfolge.</translation>
    </message>
    <message>
        <source>The model asks for a tool, and waits for what comes of it.</source>
        <translation>Das Modell bittet um ein Werkzeug und wartet darauf, was dabei herauskommt.</translation>
    </message>
    <message>
        <source>&amp;Send to {name}</source>
        <translation>An {name} &amp;senden</translation>
    </message>
    <message>
        <source>&amp;Keep back</source>
        <translation>&amp;Zurückhalten</translation>
    </message>
    <message>
        <source>Kept back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>An answer for {name}</source>
        <translation>Eine Antwort für {name}</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Was gefragt wurde</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Die Antwort</translation>
    </message>
    <message>
        <source>Send this answer to {caller}?</source>
        <translation>Diese Antwort an {caller} senden?</translation>
    </message>
    <message>
        <source>What asked</source>
        <translation>Was gefragt hat</translation>
    </message>
    <message>
        <source>Who answered</source>
        <translation>Wer geantwortet hat</translation>
    </message>
    <message>
        <source>{name} answered {where}. {stopped}</source>
        <translation>{name} hat {where} geantwortet. {stopped}</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>&amp;Ablehnen</translation>
    </message>
    <message>
        <source>{caller} wants to use a language model</source>
        <translation>{caller} möchte ein Sprachmodell benutzen</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>Die Anfrage</translation>
    </message>
    <message>
        <source>Answered &amp;by</source>
        <translation>Beantwortet &amp;von</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Was gefragt wird</translation>
    </message>
    <message numerus="yes">
        <source>{n} token(s)</source>
        <translation>
            <numerusform>{n} Token</numerusform>
            <numerusform>{n} Token</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} asks for an answer of up to {tokens}</source>
        <translation>{name} bittet um eine Antwort von bis zu {tokens}</translation>
    </message>
    <message>
        <source>What runs it</source>
        <translation>Was dahintersteht</translation>
    </message>
    <message>
        <source>Why it asks</source>
        <translation>Warum es fragt</translation>
    </message>
    <message>
        <source>It is {target}</source>
        <translation>Das ist {target}</translation>
    </message>
    <message>
        <source>It runs {target}</source>
        <translation>Er führt {target} aus</translation>
    </message>
    <message>
        <source> It came {said_way}.</source>
        <translation> Die Anfrage kam {said_way}.</translation>
    </message>
    <message>
        <source>It asks because its tool “{tool}” was called.{came}</source>
        <translation>Er fragt, weil sein Werkzeug „{tool}“ aufgerufen wurde.{came}</translation>
    </message>
    <message>
        <source>You sent it. What files and tools say may stand in it too.</source>
        <translation>Sie haben sie gesendet. Was Dateien und Werkzeuge sagen, kann auch darin stehen.</translation>
    </message>
    <message>
        <source>It asks by itself.{came}</source>
        <translation>Es fragt von selbst.{came}</translation>
    </message>
    <message>
        <source>Which tool call it asks for is not certain.{came}</source>
        <translation>Für welchen Werkzeugaufruf er fragt, ist nicht sicher.{came}</translation>
    </message>
    <message>
        <source>Show all {lines} at &amp;once</source>
        <translation>&amp;Alle {lines} auf einmal zeigen</translation>
    </message>
    <message numerus="yes">
        <source>{n} line(s)</source>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} · asks for the tool “{name}” ({call})</source>
        <translation>{title} · bittet um das Werkzeug „{name}“ ({call})</translation>
    </message>
    <message>
        <source>{title} · {kind} of the tool “{name}” ({tool_use_id})</source>
        <translation>{title} · {kind} des Werkzeugs „{name}“ ({tool_use_id})</translation>
    </message>
    <message>
        <source>(shown below, {size})</source>
        <translation>(unten gezeigt, {size})</translation>
    </message>
    <message>
        <source>{title} · {described}. It cannot be shown here.</source>
        <translation>{title} · {described}. Es kann hier nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>{width} by {height} pixels</source>
        <translation>{width} mal {height} Pixel</translation>
    </message>
    <message>
        <source>The first is sent</source>
        <translation>Die erste wird gesendet</translation>
    </message>
    <message>
        <source>Answers for {name}</source>
        <translation>Antworten für {name}</translation>
    </message>
    <message>
        <source>The answers</source>
        <translation>Die Antworten</translation>
    </message>
    <message>
        <source>Which answer is to be sent to {caller}?</source>
        <translation>Welche Antwort soll an {caller} gesendet werden?</translation>
    </message>
    <message>
        <source>over the network, by {value}</source>
        <translation>über das Netz, bei {value}</translation>
    </message>
    <message>
        <source>whoever runs it</source>
        <translation>wer es betreibt</translation>
    </message>
    <message>
        <source>Which models of {label} may answer?</source>
        <translation>Welche Modelle von {label} dürfen antworten?</translation>
    </message>
    <message>
        <source>&amp;Let these answer</source>
        <translation>Diese antworten &amp;lassen</translation>
    </message>
    <message>
        <source>Models of {label}</source>
        <translation>Modelle von {label}</translation>
    </message>
    <message>
        <source>part of a name</source>
        <translation>Teil eines Namens</translation>
    </message>
    <message>
        <source>&amp;Add this name</source>
        <translation>Diesen Namen &amp;hinzufügen</translation>
    </message>
    <message>
        <source>For a model that the provider has and does not list</source>
        <translation>Für ein Modell, das der Anbieter hat und nicht aufführt</translation>
    </message>
    <message>
        <source>Ask a&amp;gain</source>
        <translation>&amp;Noch einmal fragen</translation>
    </message>
    <message>
        <source>Prices are in US dollars for a million tokens in and out</source>
        <translation>Preise in US-Dollar für eine Million Token hinein und heraus</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Finden</translation>
    </message>
    <message>
        <source>{ticked} of {models} may answer</source>
        <translation>{ticked} von {models} dürfen antworten</translation>
    </message>
    <message numerus="yes">
        <source>{n} model(s)</source>
        <translation>
            <numerusform>{n} Modell</numerusform>
            <numerusform>{n} Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>One drafts, another refines</source>
        <translation>Eines entwirft, ein anderes verfeinert</translation>
    </message>
    <message>
        <source>Several answer the same, and one answer is chosen</source>
        <translation>Mehrere antworten auf dasselbe, und eine Antwort wird gewählt</translation>
    </message>
    <message>
        <source>One answers, and another where it cannot</source>
        <translation>Eines antwortet, und ein anderes, wo es nicht kann</translation>
    </message>
    <message>
        <source>&amp;Drafts</source>
        <translation>&amp;Entwirft</translation>
    </message>
    <message>
        <source>&amp;Refines</source>
        <translation>Ver&amp;feinert</translation>
    </message>
    <message>
        <source>&amp;First</source>
        <translation>&amp;Zuerst</translation>
    </message>
    <message>
        <source>S&amp;econd</source>
        <translation>Z&amp;weites</translation>
    </message>
    <message>
        <source>Where it &amp;cannot</source>
        <translation>Wo es &amp;nicht kann</translation>
    </message>
    <message>
        <source>A&amp;nswers</source>
        <translation>An&amp;twortet</translation>
    </message>
    <message>
        <source>The draft is made first. The other model reads the request and the draft.</source>
        <translation>Zuerst entsteht der Entwurf. Das andere Modell liest die Anfrage und den Entwurf.</translation>
    </message>
    <message>
        <source>All are asked at the same time, and you see their answers side by side.</source>
        <translation>Alle werden zur selben Zeit gefragt, und Sie sehen ihre Antworten nebeneinander.</translation>
    </message>
    <message>
        <source>The second one is asked only where the first fails, cannot be reached or is not ready. You are asked as if both were.</source>
        <translation>Das zweite wird nur gefragt, wo das erste scheitert, nicht erreichbar oder nicht bereit ist. Sie werden gefragt, als wären es beide.</translation>
    </message>
    <message>
        <source>Combine models</source>
        <translation>Modelle verbinden</translation>
    </message>
    <message>
        <source>&amp;Combine them</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>First model</source>
        <translation>Erstes Modell</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>Third model</source>
        <translation>Drittes Modell</translation>
    </message>
    <message>
        <source>Who chooses</source>
        <translation>Wer wählt</translation>
    </message>
    <message>
        <source>You, in a dialog</source>
        <translation>Sie, in einem Dialog</translation>
    </message>
    <message>
        <source>It may be chosen &amp;though nobody names it</source>
        <translation>Es darf gewählt werden, &amp;obwohl niemand es nennt</translation>
    </message>
    <message>
        <source>&amp;What they do</source>
        <translation>&amp;Was sie tun</translation>
    </message>
    <message>
        <source>T&amp;hird</source>
        <translation>&amp;Drittes</translation>
    </message>
    <message>
        <source>Who choo&amp;ses</source>
        <translation>Wer w&amp;ählt</translation>
    </message>
    <message>
        <source>Give it a name: letters, digits, dots and hyphens.</source>
        <translation>Geben Sie ihm einen Namen: Buchstaben, Ziffern, Punkte und Bindestriche.</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>Arbeitsordner</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Bündel</translation>
    </message>
    <message>
        <source>Let it run only if you know where it comes from. You are asked again when anything of this changes.</source>
        <translation>Lassen Sie es nur laufen, wenn Sie wissen, woher es kommt. Sie werden wieder gefragt, wenn sich etwas davon ändert.</translation>
    </message>
    <message>
        <source>Connect to this address?</source>
        <translation>Mit dieser Adresse verbinden?</translation>
    </message>
    <message>
        <source>Run this command?</source>
        <translation>Diesen Befehl ausführen?</translation>
    </message>
    <message>
        <source>May {server} be connected to?</source>
        <translation>Darf mit {server} verbunden werden?</translation>
    </message>
    <message>
        <source>May {server} be run?</source>
        <translation>Darf {server} ausgeführt werden?</translation>
    </message>
    <message>
        <source>It is another one than you let run before under this name. Look at it closely.</source>
        <translation>Es ist ein anderer als der, den Sie unter diesem Namen schon laufen ließen. Sehen Sie genau hin.</translation>
    </message>
    <message>
        <source>Complete address</source>
        <translation>Vollständige Adresse</translation>
    </message>
    <message>
        <source>Complete command</source>
        <translation>Vollständiger Befehl</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Let it run</source>
        <translation>&amp;Laufen lassen</translation>
    </message>
    <message>
        <source>&amp;Do not connect</source>
        <translation>&amp;Nicht verbinden</translation>
    </message>
    <message>
        <source>&amp;Do not run it</source>
        <translation>&amp;Nicht ausführen</translation>
    </message>
    <message>
        <source>Wakes a second after this window came up.</source>
        <translation>Wacht eine Sekunde auf, nachdem dieses Fenster erschienen ist.</translation>
    </message>
    <message>
        <source>The server has probably given up waiting; an answer may come too late.</source>
        <translation>Der Server hat das Warten wohl schon aufgegeben; eine Antwort kommt vielleicht zu spät.</translation>
    </message>
    <message>
        <source>The clock stands still while you edit.</source>
        <translation>Die Uhr steht still, während Sie ändern.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
    <message numerus="yes">
        <source>{n} second(s)</source>
        <translation>
            <numerusform>{n} Sekunde</numerusform>
            <numerusform>{n} Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>{fate} in {seconds} unless you touch this window.</source>
        <translation>{fate} in {seconds}, außer Sie berühren dieses Fenster.</translation>
    </message>
    <message>
        <source>The server stops waiting in {seconds}.</source>
        <translation>Der Server hört in {seconds} auf zu warten.</translation>
    </message>
    <message>
        <source>Nobody touched the question in time.</source>
        <translation>Niemand hat die Frage rechtzeitig berührt.</translation>
    </message>
    <message>
        <source>A server sends you to an address</source>
        <translation>Ein Server schickt Sie zu einer Adresse</translation>
    </message>
    <message>
        <source>A server asks you</source>
        <translation>Ein Server fragt Sie</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>&amp;Open in the browser</source>
        <translation>Im Browser ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Submit</source>
        <translation>Ab&amp;schicken</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbr&amp;echen</translation>
    </message>
    <message>
        <source>Wakes a second after this window came up. Ctrl+Enter.</source>
        <translation>Wacht eine Sekunde auf, nachdem dieses Fenster erschienen ist. Strg+Eingabe.</translation>
    </message>
    <message>
        <source>Tells the server that you do not want to.</source>
        <translation>Sagt dem Server, dass Sie nicht möchten.</translation>
    </message>
    <message>
        <source>Tells the server only that you closed the question.</source>
        <translation>Sagt dem Server nur, dass Sie die Frage geschlossen haben.</translation>
    </message>
    <message>
        <source>The question</source>
        <translation>Die Frage</translation>
    </message>
    <message>
        <source>wants you to open an address</source>
        <translation>möchte, dass Sie eine Adresse öffnen</translation>
    </message>
    <message>
        <source>asks you something</source>
        <translation>fragt Sie etwas</translation>
    </message>
    <message>
        <source>In your call of its tool {tool}.</source>
        <translation>In Ihrem Aufruf seines Werkzeugs {tool}.</translation>
    </message>
    <message>
        <source>The server&apos;s message</source>
        <translation>Die Nachricht des Servers</translation>
    </message>
    <message>
        <source>Your browser is opened there if you say so; the server learns that you agreed, and nothing of what you do there. Enter nothing unless you know this host.</source>
        <translation>Ihr Browser wird dort geöffnet, wenn Sie es sagen; der Server erfährt, dass Sie zugestimmt haben, und nichts von dem, was Sie dort tun. Geben Sie nichts ein, außer Sie kennen diesen Host.</translation>
    </message>
    <message>
        <source>What you submit goes to {server}. Never enter a password or a key here.</source>
        <translation>Was Sie abschicken, geht an {server}. Geben Sie hier nie ein Passwort oder einen Schlüssel ein.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>What was noticed</source>
        <translation>Was aufgefallen ist</translation>
    </message>
    <message>
        <source>Show the &amp;next place</source>
        <translation>Die &amp;nächste Stelle zeigen</translation>
    </message>
    <message>
        <source>Look closely</source>
        <translation>Sehen Sie genau hin</translation>
    </message>
    <message numerus="yes">
        <source>{waits_for} wakes once {n} more flagged (place was|places were) in view.</source>
        <translation>
            <numerusform>{waits_for} wacht auf, wenn {n} weitere markierte Stelle zu sehen war.</numerusform>
            <numerusform>{waits_for} wacht auf, wenn {n} weitere markierte Stellen zu sehen waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each flagged place was in view.</source>
        <translation>Jede markierte Stelle war zu sehen.</translation>
    </message>
    <message>
        <source>An address in the answer</source>
        <translation>Eine Adresse in der Antwort</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>K&amp;opieren</translation>
    </message>
    <message>
        <source>A model wrote it. What is behind it may be another thing than it says.</source>
        <translation>Ein Modell hat sie geschrieben. Was dahinter liegt, kann etwas anderes sein, als sie sagt.</translation>
    </message>
    <message>
        <source>Models of other programs</source>
        <translation>Modelle anderer Programme</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>Diese &amp;verwenden</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Wo es liegt</translation>
    </message>
    <message>
        <source>LM Studio, Ollama, GPT4All, Jan and the Hugging Face cache hold no model here that is not in your list already.</source>
        <translation>LM Studio, Ollama, GPT4All, Jan und der Zwischenspeicher von Hugging Face haben hier kein Modell, das nicht schon in Ihrer Liste ist.</translation>
    </message>
    <message>
        <source>{models} ticked. The files stay where they are: a model goes with the program that holds it.</source>
        <translation>{models} angehakt. Die Dateien bleiben, wo sie sind: Ein Modell verschwindet mit dem Programm, das es hält.</translation>
    </message>
    <message>
        <source>A server needs something</source>
        <translation>Ein Server braucht etwas</translation>
    </message>
    <message>
        <source>{name} needs {value}</source>
        <translation>{name} braucht {value}</translation>
    </message>
    <message>
        <source>It is asked for once and kept in the system&apos;s store for keys, or, where there is none, until Parley ends. It is not written into mcp.json.</source>
        <translation>Danach wird einmal gefragt; es kommt in den Schlüsselspeicher des Systems oder, wo es keinen gibt, bleibt es, bis Parley endet. In mcp.json wird es nicht geschrieben.</translation>
    </message>
    <message>
        <source>&amp;Edit before it is sent</source>
        <translation>Vor &amp;dem Senden ändern</translation>
    </message>
    <message>
        <source>Decline all {alike} waiting from {caller}</source>
        <translation>Alle {alike} wartenden von {caller} ablehnen</translation>
    </message>
    <message>
        <source>do not ask about {caller}</source>
        <translation>nicht nach {caller} fragen</translation>
    </message>
    <message>
        <source>{no} and {about} for {value:.0f} minutes</source>
        <translation>{no} und {about}, {value:.0f} Minuten lang</translation>
    </message>
    <message>
        <source>More ways to decline</source>
        <translation>Weitere Arten abzulehnen</translation>
    </message>
    <message>
        <source>{characters} shown as ⟦U+…⟧. A yes sends the texts as they came, hidden characters too; a text that you edit is sent as you see it.</source>
        <translation>{characters}, gezeigt als ⟦U+…⟧. Ein Ja sendet die Texte, wie sie kamen, auch versteckte Zeichen; ein Text, den Sie ändern, wird gesendet, wie Sie ihn sehen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} hidden character(s)</source>
        <translation>
            <numerusform>{n} verstecktes Zeichen</numerusform>
            <numerusform>{n} versteckte Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>None was found of those that Parley knows: Claude Desktop, Claude Code, Gemini CLI, VS Code, Cursor, LM Studio. Any other host is told to run `parley serve`.</source>
        <translation>Keines von denen, die Parley kennt, wurde gefunden: Claude Desktop, Claude Code, Gemini CLI, VS Code, Cursor, LM Studio. Jedem anderen Host-Programm sagt man, es soll `parley serve` ausführen.</translation>
    </message>
    <message>
        <source>Use Parley from other programs</source>
        <translation>Parley in anderen Programmen verwenden</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Schreiben</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Andere Programme</translation>
    </message>
    <message>
        <source>Its settings</source>
        <translation>Seine Einstellungen</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>{files} will change; each as it was stays beside it as .bak. Start the program anew afterwards. Its requests ask you here.</source>
        <translation>{files} ändert sich; jede Datei bleibt, wie sie war, als .bak daneben. Starten Sie das Programm danach neu. Seine Anfragen fragen Sie hier.</translation>
    </message>
    <message>
        <source>Tick a program, and its model can ask Parley&apos;s. You are asked here.</source>
        <translation>Haken Sie ein Programm an, und sein Modell kann die von Parley fragen. Sie werden hier gefragt.</translation>
    </message>
    <message>
        <source>Nothing changes there.</source>
        <translation>Dort ändert sich nichts.</translation>
    </message>
    <message>
        <source>{asked:g}, which is no number</source>
        <translation>{asked:g}, was keine Zahl ist</translation>
    </message>
    <message>
        <source>left to the model</source>
        <translation>dem Modell überlassen</translation>
    </message>
    <message>
        <source>Stops at</source>
        <translation>Hält an bei</translation>
    </message>
    <message>
        <source>no text; a list such as [&quot;END&quot;, &quot;\n\n&quot;]</source>
        <translation>kein Text; eine Liste wie [&quot;ENDE&quot;, &quot;\n\n&quot;]</translation>
    </message>
    <message>
        <source>The key of {label}</source>
        <translation>Der Schlüssel von {label}</translation>
    </message>
    <message>
        <source>&amp;Change the key</source>
        <translation>Den &amp;Schlüssel ändern</translation>
    </message>
    <message>
        <source>Your token for the hub</source>
        <translation>Ihr Token für den Hub</translation>
    </message>
    <message>
        <source>&amp;Keep the token</source>
        <translation>Token &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Get a token…</source>
        <translation>Token &amp;holen…</translation>
    </message>
    <message>
        <source>&amp;Remove the token</source>
        <translation>Token &amp;entfernen</translation>
    </message>
    <message>
        <source>It is sent to {host} and to nobody else.</source>
        <translation>Er wird an {host} gesendet und an niemanden sonst.</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>One is kept until Parley ends. Another takes its place.</source>
        <translation>Eines wird behalten, bis Parley endet. Ein anderes tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>One is kept in the system&apos;s store. Another takes its place.</source>
        <translation>Eines liegt im Speicher des Systems. Ein anderes tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>None is kept yet. Where the settings name no hub, one in HF_TOKEN, or of `hf auth login`, is used if there is.</source>
        <translation>Noch keines liegt hier. Wenn die Einstellungen keinen Hub nennen, wird eines in HF_TOKEN oder von `hf auth login` benutzt, falls es das gibt.</translation>
    </message>
    <message>
        <source>Run the tool again?</source>
        <translation>Das Werkzeug noch einmal ausführen?</translation>
    </message>
    <message>
        <source>{tool} already ran partly, until {server} needed something that this connection could not carry. {reason}

The connection is right now. If the tool changes anything, such as a file or an order, running it again may do that twice.</source>
        <translation>{tool} lief schon zum Teil, bis {server} etwas brauchte, das diese Verbindung nicht tragen konnte. {reason}

Die Verbindung stimmt jetzt. Ändert das Werkzeug etwas, etwa eine Datei oder eine Bestellung, geschieht das vielleicht zweimal, wenn Sie es noch einmal ausführen.</translation>
    </message>
    <message>
        <source>&amp;Run it again</source>
        <translation>&amp;Noch einmal ausführen</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>&amp;Lassen</translation>
    </message>
    <message>
        <source>Run {tool} of {server} again?</source>
        <translation>{tool} von {server} noch einmal ausführen?</translation>
    </message>
    <message>
        <source>The text does not leave this computer.</source>
        <translation>Der Text verlässt diesen Computer nicht.</translation>
    </message>
    <message>
        <source>The text is sent over the network to whoever runs this model.</source>
        <translation>Der Text wird über das Netz an den gesendet, der dieses Modell betreibt.</translation>
    </message>
    <message>
        <source>The text is sent over the network to {}.</source>
        <translation>Der Text wird über das Netz an {} gesendet.</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Why this model</source>
        <translation>Warum dieses Modell</translation>
    </message>
    <message>
        <source>Why no other model</source>
        <translation>Warum kein anderes Modell</translation>
    </message>
    <message>
        <source>the other model</source>
        <translation>das andere Modell</translation>
    </message>
    <message>
        <source>one of the {losers} others</source>
        <translation>eines der {losers} anderen</translation>
    </message>
    <message>
        <source>Why not {others}</source>
        <translation>Warum nicht {others}</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>You sign in at</source>
        <translation>Sie melden sich an bei</translation>
    </message>
    <message>
        <source>It gives the right to</source>
        <translation>Das gibt das Recht auf</translation>
    </message>
    <message>
        <source>Give further rights?</source>
        <translation>Weitere Rechte geben?</translation>
    </message>
    <message>
        <source>Sign in?</source>
        <translation>Anmelden?</translation>
    </message>
    <message>
        <source>{server} wants further rights</source>
        <translation>{server} möchte weitere Rechte</translation>
    </message>
    <message>
        <source>{server} wants you to sign in</source>
        <translation>{server} möchte, dass Sie sich anmelden</translation>
    </message>
    <message>
        <source>what it does not say</source>
        <translation>was er nicht sagt</translation>
    </message>
    <message>
        <source>Complete address of the page</source>
        <translation>Vollständige Adresse der Seite</translation>
    </message>
    <message>
        <source>Your browser opens there, and comes back to Parley. Your password is for that page alone: Parley never sees it. It keeps what it is given in the system&apos;s store for keys, for this server only, until you sign out. Go on only if you know the name of the place.</source>
        <translation>Ihr Browser öffnet sich dort und kommt zu Parley zurück. Ihr Passwort ist nur für jene Seite: Parley sieht es nie. Was Parley bekommt, hält es im Schlüsselspeicher des Systems, nur für diesen Server, bis Sie sich abmelden. Gehen Sie nur weiter, wenn Sie den Namen des Ortes kennen.</translation>
    </message>
    <message>
        <source>&amp;Open the browser</source>
        <translation>Den &amp;Browser öffnen</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the address above into one, on this computer, and press the button again.</source>
        <translation>Es ließ sich kein Browser öffnen. Kopieren Sie die Adresse oben in einen, auf diesem Computer, und drücken Sie den Knopf noch einmal.</translation>
    </message>
    <message>
        <source>&amp;I have opened it</source>
        <translation>&amp;Ich habe sie geöffnet</translation>
    </message>
    <message>
        <source>This computer has no player for it.</source>
        <translation>Dieser Computer hat kein Programm, das es abspielt.</translation>
    </message>
    <message>
        <source>, {seconds:,.1f} seconds</source>
        <translation>, {seconds:,.1f} Sekunden</translation>
    </message>
    <message>
        <source>&amp;Play it with this computer&apos;s player</source>
        <translation>Mit dem &amp;Programm dieses Computers abspielen</translation>
    </message>
    <message>
        <source>It cannot be played here: {kind} is none of the kinds that are safe to open.</source>
        <translation>Es kann hier nicht abgespielt werden: {kind} ist keine der Arten, die sich sicher öffnen lassen.</translation>
    </message>
    <message>
        <source>It cannot be played here: its bytes are not those of {kind}.</source>
        <translation>Es kann hier nicht abgespielt werden: Seine Bytes sind nicht die von {kind}.</translation>
    </message>
    <message>
        <source>Only this time</source>
        <translation>Nur dieses Mal</translation>
    </message>
    <message>
        <source>For this tool call</source>
        <translation>Für diesen Werkzeugaufruf</translation>
    </message>
    <message>
        <source>For a number of requests</source>
        <translation>Für eine Anzahl Anfragen</translation>
    </message>
    <message>
        <source>For a number of minutes</source>
        <translation>Für eine Anzahl Minuten</translation>
    </message>
    <message>
        <source>Until Parley ends</source>
        <translation>Bis Parley endet</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>A yes holds</source>
        <translation>Ein Ja gilt</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message numerus="yes">
        <source>request(s)</source>
        <translation>
            <numerusform>Anfrage</numerusform>
            <numerusform>Anfragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>minute(s)</source>
        <translation>
            <numerusform>Minute</numerusform>
            <numerusform>Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>from this command, {tools}, {place}</source>
        <translation>von diesem Befehl, {tools}, {place}</translation>
    </message>
    <message>
        <source>Where something is noticed, you are. The Permissions page takes this back.</source>
        <translation>Wo etwas auffällt, werden Sie gefragt. Die Seite „Erlaubnisse“ nimmt das zurück.</translation>
    </message>
    <message>
        <source>Until this call of “{tool}” has ended, you will not be asked about requests of {name} ({about}).</source>
        <translation>Bis dieser Aufruf von „{tool}“ beendet ist, werden Sie nach Anfragen von {name} nicht gefragt ({about}).</translation>
    </message>
    <message numerus="yes">
        <source>You will not be asked about the next (request|{n} requests) of {name} ({about}).</source>
        <translation>
            <numerusform>Nach der nächsten Anfrage von {name} werden Sie nicht gefragt ({about}).</numerusform>
            <numerusform>Nach den nächsten {n} Anfragen von {name} werden Sie nicht gefragt ({about}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For {n} minute(s), you will not be asked about requests of {name} ({about}).</source>
        <translation>
            <numerusform>{n} Minute lang werden Sie nach Anfragen von {name} nicht gefragt ({about}).</numerusform>
            <numerusform>{n} Minuten lang werden Sie nach Anfragen von {name} nicht gefragt ({about}).</numerusform>
        </translation>
    </message>
    <message>
        <source>Until Parley ends, you will not be asked about requests of {name} ({about}).</source>
        <translation>Bis Parley endet, werden Sie nach Anfragen von {name} nicht gefragt ({about}).</translation>
    </message>
    <message>
        <source>You will not be asked about requests of {name} ({about}).</source>
        <translation>Nach Anfragen von {name} werden Sie nicht gefragt ({about}).</translation>
    </message>
    <message numerus="yes">
        <source>{n} minute(s)</source>
        <translation>
            <numerusform>{n} Minute</numerusform>
            <numerusform>{n} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>answered on this computer</source>
        <translation>beantwortet auf diesem Computer</translation>
    </message>
    <message>
        <source>this provider</source>
        <translation>diesem Anbieter</translation>
    </message>
    <message>
        <source>answered by any model of {host}</source>
        <translation>beantwortet von einem Modell von {host}</translation>
    </message>
    <message>
        <source>answered with {host}</source>
        <translation>beantwortet mit {host}</translation>
    </message>
    <message>
        <source>Allow wakes once this is a list of texts, such as [&quot;END&quot;], or empty.</source>
        <translation>„Erlauben“ wacht auf, wenn das eine Liste von Texten ist, etwa [&quot;ENDE&quot;], oder leer.</translation>
    </message>
    <message>
        <source>Maximum tokens</source>
        <translation>Höchstzahl der Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>of the {max_tokens:,} asked for</source>
        <translation>von den gewünschten {max_tokens:,}</translation>
    </message>
    <message>
        <source>Maximum &amp;tokens</source>
        <translation>Höchstzahl der &amp;Token</translation>
    </message>
    <message>
        <source>Te&amp;mperature</source>
        <translation>Te&amp;mperatur</translation>
    </message>
    <message>
        <source>&amp;Stops at</source>
        <translation>Hält an &amp;bei</translation>
    </message>
    <message>
        <source>A &amp;yes holds</source>
        <translation>Ein &amp;Ja gilt</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>is only given where you add it</source>
        <translation>wird nur gegeben, wo Sie ihn beifügen</translation>
    </message>
    <message>
        <source>is not given</source>
        <translation>wird nicht gegeben</translation>
    </message>
    <message>
        <source>{include_context} was asked for; it {given}.</source>
        <translation>{include_context} war gewünscht; der Kontext {given}.</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Run this tool?</source>
        <translation>Dieses Werkzeug ausführen?</translation>
    </message>
    <message>
        <source>&amp;Allow this call</source>
        <translation>Diesen Aufruf &amp;erlauben</translation>
    </message>
    <message>
        <source>Allow in this &amp;conversation</source>
        <translation>In diesem &amp;Gespräch erlauben</translation>
    </message>
    <message numerus="yes">
        <source>{place} of {of}</source>
        <comment>questions</comment>
        <translation>
            <numerusform>{place} von {of}</numerusform>
            <numerusform>{place} von {of}</numerusform>
        </translation>
    </message>
    <message>
        <source>May {model} run {tool} of {server}?</source>
        <translation>Darf {model} {tool} von {server} ausführen?</translation>
    </message>
    <message>
        <source>What the server says of it</source>
        <translation>Was der Server davon sagt</translation>
    </message>
    <message>
        <source>The server says nothing of what it does.</source>
        <translation>Der Server sagt nichts davon, was es tut.</translation>
    </message>
    <message>
        <source>What it answers goes to {model} at {host}, as part of this conversation.</source>
        <translation>Was es antwortet, geht als Teil dieses Gesprächs an {model} bei {host}.</translation>
    </message>
    <message>
        <source>What it answers goes to {model}, as part of this conversation.</source>
        <translation>Was es antwortet, geht als Teil dieses Gesprächs an {model}.</translation>
    </message>
    <message>
        <source>The model decides whether it asks for one of them.</source>
        <translation>Das Modell entscheidet, ob es um eines davon bittet.</translation>
    </message>
    <message>
        <source>The model must ask for one of them.</source>
        <translation>Das Modell muss um eines davon bitten.</translation>
    </message>
    <message>
        <source>The model may ask for none of them.</source>
        <translation>Das Modell darf um keines davon bitten.</translation>
    </message>
    <message>
        <source>What it asks for, the server runs, not Parley.</source>
        <translation>Worum es bittet, führt der Server aus, nicht Parley.</translation>
    </message>
    <message>
        <source>It brings {tools} for the model</source>
        <translation>Sie bringt {tools} für das Modell mit</translation>
    </message>
    <message numerus="yes">
        <source>{n} tool(s)</source>
        <translation>
            <numerusform>{n} Werkzeug</numerusform>
            <numerusform>{n} Werkzeuge</numerusform>
        </translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>What {name} does</source>
        <translation>Was {name} tut</translation>
    </message>
    <message>
        <source>Schema of {name}</source>
        <translation>Schema von {name}</translation>
    </message>
    <message>
        <source>The whole of {name} as JSON · {characters}</source>
        <translation>{name} vollständig als JSON · {characters}</translation>
    </message>
    <message>
        <source>Message {value}, {role}</source>
        <translation>Nachricht {value}, {role}</translation>
    </message>
    <message>
        <source>{speaker}, part {place} of {blocks}</source>
        <translation>{speaker}, Teil {place} von {blocks}</translation>
    </message>
    <message>
        <source>deleting what came…</source>
        <translation>was schon kam, wird gelöscht…</translation>
    </message>
    <message>
        <source>It is in your list now, as {model}.</source>
        <translation>Es ist jetzt in Ihrer Liste, als {model}.</translation>
    </message>
    <message>
        <source>{name} was fetched, and can answer now.</source>
        <translation>{name} wurde geholt und kann jetzt antworten.</translation>
    </message>
    <message>
        <source> To choose another file, search the hub for {repo}.</source>
        <translation> Um eine andere Datei zu wählen, suchen Sie im Hub nach {repo}.</translation>
    </message>
    <message>
        <source>Looking for other programs…</source>
        <translation>Andere Programme werden gesucht…</translation>
    </message>
    <message>
        <source>Written for {names}. Start it anew, if it runs.</source>
        <translation>Geschrieben für {names}. Starten Sie es neu, falls es läuft.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>{server} did not list them within {list_seconds:.0f} seconds.</source>
        <translation>{server} hat sie nicht innerhalb von {list_seconds:.0f} Sekunden aufgeführt.</translation>
    </message>
    <message>
        <source>Parley is running already, but its window does not answer. End that process ({owner}), and start Parley again; what was saved is kept.</source>
        <translation>Parley läuft schon, aber sein Fenster antwortet nicht. Beenden Sie jenen Prozess ({owner}), und starten Sie Parley noch einmal; was gespeichert war, ist aufgehoben.</translation>
    </message>
    <message>
        <source>number {pid}</source>
        <translation>Nummer {pid}</translation>
    </message>
    <message>
        <source>named parley</source>
        <translation>namens parley</translation>
    </message>
    <message>
        <source>&amp;Try it: run a tool</source>
        <translation>&amp;Werkzeug ausprobieren</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>Noch wurde nichts gefragt.</translation>
    </message>
    <message>
        <source>Show what was used</source>
        <translation>Zeigen, was verbraucht wurde</translation>
    </message>
    <message>
        <source>Review what waits for you</source>
        <translation>Prüfen, was auf Sie wartet</translation>
    </message>
    <message>
        <source>Re&amp;quests</source>
        <translation>A&amp;nfragen</translation>
    </message>
    <message>
        <source>&amp;Usage</source>
        <translation>&amp;Verbrauch</translation>
    </message>
    <message>
        <source>Nothing was asked yet</source>
        <translation>Noch wurde nichts gefragt</translation>
    </message>
    <message>
        <source>When a tool wants a language model&apos;s answer, its request appears here, and nothing is sent before you allow it.</source>
        <translation>Wenn ein Werkzeug die Antwort eines Sprachmodells möchte, erscheint seine Anfrage hier, und nichts wird gesendet, bevor Sie es erlauben.</translation>
    </message>
    <message>
        <source>No program has a token</source>
        <translation>Kein Programm hat ein Zugangstoken</translation>
    </message>
    <message>
        <source>Add a program, and give it what it is shown: an address and a token. Choose a server or a program in the list to see what it may ask for.</source>
        <translation>Fügen Sie ein Programm hinzu, und geben Sie ihm, was gezeigt wird: eine Adresse und ein Zugangstoken. Wählen Sie in der Liste einen Server oder ein Programm, um zu sehen, worum es bitten darf.</translation>
    </message>
    <message>
        <source>Nobody is chosen</source>
        <translation>Nichts ist gewählt</translation>
    </message>
    <message>
        <source>Choose a server or a program to see what it may ask for.</source>
        <translation>Wählen Sie einen Server oder ein Programm, um zu sehen, worum es bitten darf.</translation>
    </message>
    <message>
        <source>&amp;Add a program…</source>
        <translation>&amp;Ein Programm hinzufügen…</translation>
    </message>
    <message>
        <source>Add a program…</source>
        <translation>Ein Programm hinzufügen…</translation>
    </message>
    <message>
        <source>Show the requests of {caller}</source>
        <translation>Die Anfragen von {caller} zeigen</translation>
    </message>
    <message>
        <source>Revoke the token of {program}</source>
        <translation>Das Zugangstoken von {program} widerrufen</translation>
    </message>
    <message>
        <source>&amp;Conversations</source>
        <translation>&amp;Gespräche</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <comment>that can be done</comment>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>What can be done with this conversation</source>
        <translation>Was mit diesem Gespräch getan werden kann</translation>
    </message>
    <message>
        <source>No model is here yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Get one, or add a provider with a key; then you can talk to it here.</source>
        <translation>Holen Sie eines, oder nehmen Sie einen Anbieter.</translation>
    </message>
    <message>
        <source>Nothing is said yet</source>
        <translation>Noch ist nichts gesagt</translation>
    </message>
    <message>
        <source>Write below, and press Enter. You can attach texts and pictures, and let the model ask for the tools of your servers; you are asked before one runs.</source>
        <translation>Schreiben Sie unten, und drücken Sie die Eingabetaste. Sie können Texte und Bilder anhängen und das Modell um die Werkzeuge Ihrer Server bitten lassen; Sie werden gefragt, bevor eines läuft.</translation>
    </message>
    <message>
        <source>with instructions</source>
        <translation>mit Anweisungen</translation>
    </message>
    <message>
        <source>No conversation is open.</source>
        <translation>Kein Gespräch ist offen.</translation>
    </message>
    <message>
        <source>Instructions for the model…</source>
        <translation>Anweisungen für das Modell…</translation>
    </message>
    <message>
        <source>&amp;Instructions for the model…</source>
        <translation>&amp;Anweisungen für das Modell…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Save as &amp;Markdown…</source>
        <translation>Als &amp;Markdown speichern…</translation>
    </message>
    <message>
        <source>Save as &amp;JSON…</source>
        <translation>Als &amp;JSON speichern…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Chosen for Parley. What suits this computer best comes first.</source>
        <translation>Für Parley ausgesucht. Was am besten zu diesem Computer passt, kommt zuerst.</translation>
    </message>
    <message>
        <source>Models that are on this computer already go on answering, Parley&apos;s own among them. A model file that you have, or one of another program&apos;s, can be added without the hub: see below.</source>
        <translation>Modelle, die auf diesem Computer sind, antworten schon weiter, auch das von Parley. Eine Modelldatei, die Sie haben, oder die eines anderen Programms lässt sich ohne den Hub hinzufügen: siehe unten.</translation>
    </message>
    <message>
        <source>Models to get</source>
        <translation>Modelle zum Holen</translation>
    </message>
    <message>
        <source>Search the hub; empty shows what Parley suggests</source>
        <translation>Im Hub suchen; leer zeigt, was Parley vorschlägt</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Back to your models</source>
        <translation>Zurück zu Ihren &amp;Modellen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Er&amp;neut</translation>
    </message>
    <message>
        <source>&amp;Get this model</source>
        <translation>Dieses Mode&amp;ll holen</translation>
    </message>
    <message>
        <source>T&amp;oken for the hub…</source>
        <translation>T&amp;oken für den Hub…</translation>
    </message>
    <message>
        <source>Asking the hub for {words}…</source>
        <translation>Der Hub wird nach {words} gefragt…</translation>
    </message>
    <message numerus="yes">
        <source>{n} repositor(y|ies)</source>
        <translation>
            <numerusform>{n} Repository</numerusform>
            <numerusform>{n} Repositorys</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub has no GGUF models for {words}. Try fewer or other words.</source>
        <translation>Der Hub hat keine GGUF-Modelle für {words}. Versuchen Sie weniger oder andere Wörter.</translation>
    </message>
    <message>
        <source>{number} on the hub for {words}.</source>
        <translation>{number} im Hub für {words}.</translation>
    </message>
    <message>
        <source>Add a &amp;file that you have…</source>
        <translation>Ei&amp;ne Datei hinzufügen, die Sie haben…</translation>
    </message>
    <message>
        <source>Models of other p&amp;rograms…</source>
        <translation>M&amp;odelle anderer Programme…</translation>
    </message>
    <message>
        <source>, asks you to agree to its terms</source>
        <translation>, bittet um Zustimmung zu Bedingungen</translation>
    </message>
    <message>
        <source>fetched {times}{terms}</source>
        <translation>{times} geholt{terms}</translation>
    </message>
    <message numerus="yes">
        <source>{n} time(s)</source>
        <translation>
            <numerusform>{n}-mal</numerusform>
            <numerusform>{n}-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add a file…</source>
        <translation>Eine Datei hin&amp;zufügen…</translation>
    </message>
    <message>
        <source>O&amp;ther programs…</source>
        <translation>Andere Progra&amp;mme…</translation>
    </message>
    <message>
        <source>Models that LM Studio, Ollama, GPT4All or Jan hold</source>
        <translation>Modelle, die LM Studio, Ollama, GPT4All oder Jan haben</translation>
    </message>
    <message>
        <source>&amp;Combine models…</source>
        <translation>Modelle &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Use models of other programs…</source>
        <translation>Modelle anderer Programme verwenden…</translation>
    </message>
    <message>
        <source>Combine models…</source>
        <translation>Modelle verbinden…</translation>
    </message>
    <message>
        <source>Token for the hub…</source>
        <translation>Token für den Hub…</translation>
    </message>
    <message>
        <source>Open the folder of models</source>
        <translation>Den Ordner der Modelle öffnen</translation>
    </message>
    <message>
        <source>Show {model}</source>
        <translation>{model} zeigen</translation>
    </message>
    <message>
        <source>It cannot be asked now.</source>
        <translation>Es kann jetzt nicht gefragt werden.</translation>
    </message>
    <message>
        <source>Measure the speed of {model}</source>
        <translation>Das Tempo von {model} messen</translation>
    </message>
    <message>
        <source>It is loaded already.</source>
        <translation>Es ist schon geladen.</translation>
    </message>
    <message>
        <source>It is not loaded.</source>
        <translation>Es ist nicht geladen.</translation>
    </message>
    <message>
        <source>Load {model}</source>
        <translation>{model} laden</translation>
    </message>
    <message>
        <source>Free the memory of {model}</source>
        <translation>Speicher von {model} freigeben</translation>
    </message>
    <message>
        <source>Add a model file</source>
        <translation>Eine Modelldatei hinzufügen</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Get one that suits this computer, or drag a GGUF file here: it is read where it is and never copied. Or add a provider, whose models answer over the network.</source>
        <translation>Holen Sie eines, das zu diesem Computer passt, oder ziehen Sie eine GGUF-Datei hierher: Sie wird gelesen, wo sie ist, und nie kopiert. Oder fügen Sie einen Anbieter hinzu, dessen Modelle über das Netz antworten.</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Take a&amp;ll back</source>
        <translation>A&amp;lle zurücknehmen</translation>
    </message>
    <message>
        <source>No permission stands.</source>
        <translation>Keine Erlaubnis gilt.</translation>
    </message>
    <message>
        <source>Take all permissions back</source>
        <translation>Alle Erlaubnisse zurücknehmen</translation>
    </message>
    <message>
        <source>No permission stands</source>
        <translation>Keine Erlaubnis gilt</translation>
    </message>
    <message>
        <source>When you allow a request for longer than once, the permission is listed here until it ends or you take it back.</source>
        <translation>Wenn Sie eine Anfrage für länger als einmal erlauben, steht die Erlaubnis hier, bis sie endet oder Sie sie zurücknehmen.</translation>
    </message>
    <message>
        <source>Run {tool} of {server}…</source>
        <translation>{tool} von {server} ausführen…</translation>
    </message>
    <message>
        <source>It runs already.</source>
        <translation>Er läuft schon.</translation>
    </message>
    <message>
        <source>It is not running.</source>
        <translation>Er läuft nicht.</translation>
    </message>
    <message>
        <source>Start {server}</source>
        <translation>{server} starten</translation>
    </message>
    <message>
        <source>Stop {server}</source>
        <translation>{server} anhalten</translation>
    </message>
    <message>
        <source>Restart {server}</source>
        <translation>{server} neu starten</translation>
    </message>
    <message>
        <source>Show the log of {server}</source>
        <translation>Das Log von {server} zeigen</translation>
    </message>
    <message>
        <source>It comes with Parley and stays in the list.</source>
        <translation>Er kommt mit Parley und bleibt in der Liste.</translation>
    </message>
    <message>
        <source>Remove {server} from the list</source>
        <translation>{server} aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Structured content</source>
        <translation>Strukturierter Inhalt</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Dazu</translation>
    </message>
    <message>
        <source>{value:,} more parts are in the raw JSON.</source>
        <translation>{value:,} weitere Teile stehen im rohen JSON.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>({size}, shown as what it is; saved whole)</source>
        <translation>({size}, gezeigt als das, was es ist; gespeichert wird alles)</translation>
    </message>
    <message>
        <source>it is none of the kinds that are safe to draw</source>
        <translation>es keine der Arten ist, die sich sicher zeichnen lassen</translation>
    </message>
    <message>
        <source>it has too many bytes to be drawn</source>
        <translation>es zu viele Bytes hat, um gezeichnet zu werden</translation>
    </message>
    <message>
        <source>its bytes are not those of {mime_type}</source>
        <translation>seine Bytes nicht die von {mime_type} sind</translation>
    </message>
    <message>
        <source>it has too many pixels to be drawn</source>
        <translation>es zu viele Pixel hat, um gezeichnet zu werden</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>es beschädigt ist</translation>
    </message>
    <message>
        <source>{group}: what is usual holds again.</source>
        <translation>{group}: Das Übliche gilt wieder.</translation>
    </message>
    <message>
        <source>No program could be opened for it. The file is {path}.</source>
        <translation>Es ließ sich kein Programm dafür öffnen. Die Datei ist {path}.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>{path} could not be written: {strerror}.</source>
        <translation>{path} ließ sich nicht schreiben: {strerror}.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Asks by</source>
        <translation>Fragt über</translation>
    </message>
    <message>
        <source>Used today</source>
        <translation>Heute verbraucht</translation>
    </message>
    <message numerus="yes">
        <source>{n} permission(s)</source>
        <translation>
            <numerusform>{n} Erlaubnis</numerusform>
            <numerusform>{n} Erlaubnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Asked last</source>
        <translation>Zuletzt gefragt</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Sampling, endpoint</source>
        <translation>Sampling, Endpunkt</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>{tokens:,} of {tokens_per_day:,} tokens</source>
        <translation>{tokens:,} von {tokens_per_day:,} Token</translation>
    </message>
    <message>
        <source>Fits well</source>
        <translation>Passt gut</translation>
    </message>
    <message>
        <source>Tight</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Fits, but slow</source>
        <translation>Passt, aber langsam</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>Schon hier</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>On the hub</source>
        <translation>Im Hub</translation>
    </message>
    <message>
        <source>it takes about {size}</source>
        <translation>es braucht etwa {size}</translation>
    </message>
    <message>
        <source>it takes {size}</source>
        <translation>es braucht {size}</translation>
    </message>
    <message>
        <source>{takes} of memory. How much of it the graphics card has free is found out when it is loaded.</source>
        <translation>{takes} Arbeitsspeicher. Wie viel davon die Grafikkarte frei hat, zeigt sich beim Laden.</translation>
    </message>
    <message>
        <source>{word}: {takes} of memory, and {size} are free.</source>
        <translation>{word}: {takes} Arbeitsspeicher, und {size} sind frei.</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Answer waits for you</source>
        <translation>Die Antwort wartet auf Sie</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Zurückgewiesen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Waiting to restart</source>
        <translation>Wartet auf den neuen Start</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Nicht bereit</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Price in / out</source>
        <translation>Preis hinein / heraus</translation>
    </message>
    <message>
        <source>server gone</source>
        <translation>Server weg</translation>
    </message>
    <message>
        <source>another token</source>
        <translation>anderes Zugangstoken</translation>
    </message>
    <message>
        <source>command changed</source>
        <translation>Befehl geändert</translation>
    </message>
    <message>
        <source>rules refuse</source>
        <translation>Regeln weisen zurück</translation>
    </message>
    <message>
        <source>By {host}</source>
        <translation>Von {host}</translation>
    </message>
    <message>
        <source>Over the network</source>
        <translation>Über das Netz</translation>
    </message>
    <message>
        <source>with tools</source>
        <translation>mit Werkzeugen</translation>
    </message>
    <message>
        <source>without tools</source>
        <translation>ohne Werkzeuge</translation>
    </message>
    <message>
        <source> (void: {void})</source>
        <translation> (ungültig: {void})</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>Fragt</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>With tools</source>
        <translation>Mit Werkzeugen</translation>
    </message>
    <message>
        <source>Without tools</source>
        <translation>Ohne Werkzeuge</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Void: {void}</source>
        <translation>Ungültig: {void}</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Gilt</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message numerus="yes">
        <source>{n} request(s)</source>
        <translation>
            <numerusform>{n} Anfrage</numerusform>
            <numerusform>{n} Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>(you)</source>
        <translation>(Sie)</translation>
    </message>
    <message>
        <source>{cpu:.0f}% CPU, {value:,.0f} MB</source>
        <translation>{cpu:.0f} % CPU, {value:,.0f} MB</translation>
    </message>
    <message>
        <source>: its command may not run</source>
        <translation>: sein Befehl darf nicht laufen</translation>
    </message>
    <message>
        <source>: it needs you to sign in</source>
        <translation>: er braucht Ihre Anmeldung</translation>
    </message>
    <message>
        <source>: it waits for you</source>
        <translation>: er wartet auf Sie</translation>
    </message>
    <message>
        <source>, with a remark</source>
        <translation>, mit einer Bemerkung</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>{amount:,.1f} seconds</source>
        <translation>{amount:,.1f} Sekunden</translation>
    </message>
    <message>
        <source>Day, server and model</source>
        <translation>Tag, Server und Modell</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Token ein</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Token aus</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>To the server</source>
        <translation>Zum Server</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>Vom Server</translation>
    </message>
    <message>
        <source>Parley&apos;s own note</source>
        <translation>Parleys eigene Bemerkung</translation>
    </message>
    <message>
        <source>answer to {value}</source>
        <translation>Antwort auf {value}</translation>
    </message>
    <message>
        <source>something earlier</source>
        <translation>etwas Früheres</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>{words}

[its beginning: it has {size}]</source>
        <translation>{words}

[der Anfang: Es hat {size}]</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley itself. Its log, parley.log, tells what.</source>
        <translation>In Parley selbst ist etwas schiefgegangen. Sein Log, parley.log, sagt, was.</translation>
    </message>
    <message>
        <source>Parley: {words}</source>
        <translation>Parley: {words}</translation>
    </message>
    <message>
        <source>&amp;Review…</source>
        <translation>&amp;Prüfen…</translation>
    </message>
    <message>
        <source>&amp;Open Parley</source>
        <translation>Parley öffn&amp;en</translation>
    </message>
    <message numerus="yes">
        <source>{n} (question waits|questions wait) for you</source>
        <translation>
            <numerusform>{n} Frage wartet auf Sie</numerusform>
            <numerusform>{n} Fragen warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused: every request is refused</source>
        <translation>Angehalten: Jede Anfrage wird zurückgewiesen</translation>
    </message>
    <message numerus="yes">
        <source>Answering {n} request(s)</source>
        <translation>
            <numerusform>Beantwortet {n} Anfrage</numerusform>
            <numerusform>Beantwortet {n} Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Parley was upgraded while it is open. What has not been used yet may fail until you close this window and open it again; nothing is lost.</source>
        <translation>Parley wurde aktualisiert, während es offen ist. Was noch nicht benutzt wurde, kann scheitern, bis Sie dieses Fenster schließen und wieder öffnen; nichts geht verloren.</translation>
    </message>
    <message>
        <source>As &amp;JSON</source>
        <translation>Als &amp;JSON</translation>
    </message>
    <message>
        <source>The arguments as JSON</source>
        <translation>Die Argumente als JSON</translation>
    </message>
    <message>
        <source>The schema of the arguments</source>
        <translation>Das Schema der Argumente</translation>
    </message>
    <message>
        <source>What the server asks for</source>
        <translation>Wonach der Server fragt</translation>
    </message>
    <message>
        <source>It takes {number:,} arguments, too many for a form.</source>
        <translation>Es nimmt {number:,} Argumente, zu viele für ein Formular.</translation>
    </message>
    <message>
        <source>Stays JSON: {unfit} fits no field of the form.</source>
        <translation>Bleibt JSON: {unfit} passt in kein Feld des Formulars.</translation>
    </message>
    <message>
        <source>Sent too, from the JSON: {names}.</source>
        <translation>Aus dem JSON auch gesendet: {names}.</translation>
    </message>
    <message>
        <source>This is no JSON: {error}.</source>
        <translation>Das ist kein JSON: {error}.</translation>
    </message>
    <message>
        <source>This goes too deep to be sent.</source>
        <translation>Das ist zu tief geschachtelt, um gesendet zu werden.</translation>
    </message>
    <message>
        <source>The arguments must be an object, in braces.</source>
        <translation>Die Argumente müssen ein Objekt in geschweiften Klammern sein.</translation>
    </message>
    <message>
        <source>About {name}</source>
        <translation>Über {name}</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>What the resource does</source>
        <translation>Was die Ressource ist</translation>
    </message>
    <message>
        <source>The resource failed</source>
        <translation>Die Ressource ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>L&amp;esen</translation>
    </message>
    <message>
        <source>What the resource holds</source>
        <translation>Was die Ressource enthält</translation>
    </message>
    <message>
        <source>What the resource holds appears here. Nothing is read by itself.</source>
        <translation>Was die Ressource enthält, erscheint hier. Von selbst wird nichts gelesen.</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Its resources appear here.</source>
        <translation>Seine Ressourcen erscheinen hier.</translation>
    </message>
    <message>
        <source>No resources</source>
        <translation>Keine Ressourcen</translation>
    </message>
    <message>
        <source>This server can have resources, and has none now.</source>
        <translation>Dieser Server kann Ressourcen haben, hat jetzt aber keine.</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>What the prompt does</source>
        <translation>Was der Prompt tut</translation>
    </message>
    <message>
        <source>The prompt failed</source>
        <translation>Der Prompt ist gescheitert</translation>
    </message>
    <message>
        <source>&amp;Fill in</source>
        <translation>&amp;Ausfüllen</translation>
    </message>
    <message>
        <source>The prompt&apos;s messages</source>
        <translation>Die Nachrichten des Prompts</translation>
    </message>
    <message>
        <source>The messages of the prompt appear here. They are sent to no model.</source>
        <translation>Die Nachrichten des Prompts erscheinen hier. Sie werden keinem Modell gesendet.</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>Wartet auf den Server</translation>
    </message>
    <message>
        <source>Its prompts appear here.</source>
        <translation>Seine Prompts erscheinen hier.</translation>
    </message>
    <message>
        <source>No prompts</source>
        <translation>Keine Prompts</translation>
    </message>
    <message>
        <source>This server can have prompts, and has none now.</source>
        <translation>Dieser Server kann Prompts haben, hat jetzt aber keine.</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>They could not be listed</source>
        <translation>Sie ließen sich nicht aufführen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>At work…</source>
        <translation>Bei der Arbeit…</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>Wer fragen darf</translation>
    </message>
    <message>
        <source>As&amp;k again</source>
        <translation>&amp;Wieder fragen</translation>
    </message>
    <message>
        <source>Per&amp;missions</source>
        <translation>E&amp;rlaubnisse</translation>
    </message>
    <message>
        <source>Its re&amp;quests</source>
        <translation>Seine An&amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Revoke its token</source>
        <translation>&amp;Sein Zugangstoken widerrufen</translation>
    </message>
    <message numerus="yes">
        <source>{n} (permission stands|permissions stand)</source>
        <translation>
            <numerusform>{n} Erlaubnis gilt</numerusform>
            <numerusform>{n} Erlaubnisse gelten</numerusform>
        </translation>
    </message>
    <message>
        <source>{stand}. What that lets pass needs no question.</source>
        <translation>{stand}. Was das durchlässt, braucht keine Frage.</translation>
    </message>
    <message>
        <source>A&amp;bout</source>
        <translation>&amp;Info</translation>
    </message>
    <message>
        <source>Ru&amp;les</source>
        <translation>Re&amp;geln</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>Der Hub wird gefragt</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>Kommt</translation>
    </message>
    <message>
        <source>Waiting to try again</source>
        <translation>Wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <source>Checking what came</source>
        <translation>Was kam, wird geprüft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Not fetched</source>
        <translation>Nicht geholt</translation>
    </message>
    <message>
        <source>Not given to you</source>
        <translation>Ihnen nicht gegeben</translation>
    </message>
    <message>
        <source>Ready to answer</source>
        <translation>Bereit zu antworten</translation>
    </message>
    <message>
        <source>&amp;Get it anyway</source>
        <translation>Trot&amp;zdem</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Show it</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>{came} of {size}</source>
        <translation>{came} von {size}</translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation>{size} je Sekunde</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Download of {name}</source>
        <translation>Download von {name}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>Fortschritt von {name}</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Cancel a download</source>
        <translation>Einen Download abbrechen</translation>
    </message>
    <message>
        <source>Cancel the download of {name}?</source>
        <translation>Den Download von {name} abbrechen?</translation>
    </message>
    <message>
        <source>The {size} that came are deleted. Pause keeps them.</source>
        <translation>Die {size}, die schon kamen, werden gelöscht. „Pause“ hebt sie auf.</translation>
    </message>
    <message>
        <source>&amp;Delete what came</source>
        <translation>&amp;Löschen, was schon kam</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>Schl&amp;ießen</translation>
    </message>
    <message>
        <source>Deletes what came of it</source>
        <translation>Löscht, was davon schon kam</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>the endpoint</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Programs of this computer that speak OpenAI&apos;s or Anthropic&apos;s language can ask models through Parley, each with a token of its own, asked about and bounded like a server. Nothing outside this computer can reach it.</source>
        <translation>Programme dieses Computers, die die Sprache von OpenAI oder Anthropic sprechen, können durch Parley Modelle fragen, jedes mit einem eigenen Zugangstoken, mit Fragen an Sie und Grenzen wie ein Server. Nichts außerhalb dieses Computers kann ihn erreichen.</translation>
    </message>
    <message>
        <source>Its port is another one at each start of Parley. Choose one, so that it stays.</source>
        <translation>Sein Port ist bei jedem Start von Parley ein anderer. Wählen Sie einen, damit er bleibt.</translation>
    </message>
    <message>
        <source>&amp;Programs may ask by the endpoint</source>
        <translation>&amp;Programme dürfen durch den Endpunkt fragen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Any that is free</source>
        <translation>Irgendein freier</translation>
    </message>
    <message>
        <source>&amp;Use this port</source>
        <translation>Diesen Port &amp;verwenden</translation>
    </message>
    <message>
        <source>Address of the endpoint</source>
        <translation>Adresse des Endpunkts</translation>
    </message>
    <message>
        <source>&amp;Copy the address</source>
        <translation>Die Adresse &amp;kopieren</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>Another door, for servers alone, is open to: {names}.</source>
        <translation>Eine andere Tür, nur für Server, ist offen für: {names}.</translation>
    </message>
    <message>
        <source>It finds an address and a token in its environment, for the SDKs of OpenAI and Anthropic. What it asks there is asked about, bounded and recorded as anything else that it asks.</source>
        <translation>Er findet eine Adresse und ein Zugangstoken in seiner Umgebung, für die SDKs von OpenAI und Anthropic. Was er dort fragt, wird erfragt, begrenzt und festgehalten wie alles andere, was er fragt.</translation>
    </message>
    <message>
        <source>This server comes with Parley and has no entry in mcp.json in which it could stand.</source>
        <translation>Dieser Server kommt mit Parley und hat keinen Eintrag in mcp.json, in dem das stehen könnte.</translation>
    </message>
    <message>
        <source>A server that is reached by its address has no environment of ours to find it in.</source>
        <translation>Ein Server, der über seine Adresse erreicht wird, hat keine Umgebung von uns, in der er sie finden könnte.</translation>
    </message>
    <message>
        <source>Saved. Restart the server, so that it learns of it.</source>
        <translation>Gespeichert. Starten Sie den Server neu, damit er davon erfährt.</translation>
    </message>
    <message>
        <source>It ma&amp;y ask models by the endpoint</source>
        <translation>Er darf Modelle durch den End&amp;punkt fragen</translation>
    </message>
    <message>
        <source>may stay empty</source>
        <translation>darf leer bleiben</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>(left out)</source>
        <translation>(ausgelassen)</translation>
    </message>
    <message>
        <source>{name} is required: {value}.</source>
        <translation>{name} wird gebraucht: {value}.</translation>
    </message>
    <message>
        <source>{name} must be {value}. {error}</source>
        <translation>{name} muss sein: {value}. {error}</translation>
    </message>
    <message>
        <source>“{text}” is not.</source>
        <translation>„{text}“ ist das nicht.</translation>
    </message>
    <message>
        <source>“{text}” is none that can be sent.</source>
        <translation>„{text}“ ist keine, die gesendet werden kann.</translation>
    </message>
    <message>
        <source>It goes too deep.</source>
        <translation>Es ist zu tief geschachtelt.</translation>
    </message>
    <message>
        <source>About {title}</source>
        <translation>Über {title}</translation>
    </message>
    <message>
        <source>What was proposed has hidden characters and is not filled in.</source>
        <translation>Was vorgeschlagen wurde, hat versteckte Zeichen und wird nicht eingetragen.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Servers of other programs</source>
        <translation>Server anderer Programme</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Warum nicht</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>less than one</source>
        <translation>weniger als eines</translation>
    </message>
    <message>
        <source>{fit} It is likely to write {speed} tokens a second.</source>
        <translation>{fit} Es schreibt wohl {speed} Token je Sekunde.</translation>
    </message>
    <message>
        <source>{strengths}. Languages: {languages}.</source>
        <translation>{strengths}. Sprachen: {languages}.</translation>
    </message>
    <message>
        <source>{file} of {repo}. What it must be is known from {source}.</source>
        <translation>{file} von {repo}. Was sie sein muss, ist bekannt aus: {source}.</translation>
    </message>
    <message>
        <source>It is given only to people who agreed to its terms. Do that on {page}, give Parley your token for the hub, and get it.</source>
        <translation>Es bekommen nur Personen, die den Bedingungen zugestimmt haben. Tun Sie das auf {page}, geben Sie Parley Ihr Token für den Hub, und holen Sie es.</translation>
    </message>
    <message>
        <source>{repo}, commit {commit}</source>
        <translation>{repo}, Commit {commit}</translation>
    </message>
    <message>
        <source>none at all</source>
        <translation>gar keine</translation>
    </message>
    <message>
        <source>{repo} has no model file that Parley can use, only: {left}</source>
        <translation>{repo} hat keine Modelldatei, die Parley verwenden kann, nur: {left}</translation>
    </message>
    <message>
        <source>It takes {value}{size}</source>
        <translation>Es braucht {value}{size}</translation>
    </message>
    <message>
        <source>{value} are free in {folder}</source>
        <translation>{value} sind frei in {folder}</translation>
    </message>
    <message>
        <source>{takes}, and {free}.</source>
        <translation>{takes}, und {free}.</translation>
    </message>
    <message>
        <source> Make room before you get it.</source>
        <translation> Schaffen Sie Platz, bevor Sie es holen.</translation>
    </message>
    <message>
        <source>Paste it here</source>
        <translation>Hier einfügen</translation>
    </message>
    <message>
        <source>From a variable</source>
        <translation>Aus einer Variablen</translation>
    </message>
    <message>
        <source>Where the key comes from</source>
        <translation>Woher der Schlüssel kommt</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Umgebungsvariable</translation>
    </message>
    <message>
        <source>&amp;Get a key…</source>
        <translation>Einen Schlüssel &amp;bekommen…</translation>
    </message>
    <message>
        <source>Opens {page} in your browser</source>
        <translation>Öffnet {page} in Ihrem Browser</translation>
    </message>
    <message>
        <source>It will be kept in {store}, and nowhere else.</source>
        <translation>Er wird in {store} aufgehoben und nirgends sonst.</translation>
    </message>
    <message>
        <source>This system has no store for keys that is running: it will be kept only until Parley ends.</source>
        <translation>Auf diesem System läuft kein Schlüsselspeicher: Er wird nur behalten, bis Parley endet.</translation>
    </message>
    <message>
        <source>Give the name of the variable that holds the key.</source>
        <translation>Geben Sie den Namen der Variablen an, die den Schlüssel enthält.</translation>
    </message>
    <message>
        <source>It is read from the environment, or from Parley&apos;s .env file, whenever it is needed, and kept nowhere.</source>
        <translation>Er wird aus der Umgebung oder aus Parleys .env-Datei gelesen, wann immer er gebraucht wird, und nirgends aufgehoben.</translation>
    </message>
    <message>
        <source>No browser could be opened. Keys are found at {page}</source>
        <translation>Es ließ sich kein Browser öffnen. Schlüssel gibt es unter {page}</translation>
    </message>
    <message>
        <source>The server&apos;s log</source>
        <translation>Das Log des Servers</translation>
    </message>
    <message>
        <source>What the server tells of its work appears here.</source>
        <translation>Was der Server von seiner Arbeit erzählt, erscheint hier.</translation>
    </message>
    <message>
        <source>Pre&amp;vious</source>
        <translation>V&amp;orige</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>Nä&amp;chste</translation>
    </message>
    <message>
        <source>It is not in the log.</source>
        <translation>Nicht im Log.</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Jedes Modell</translation>
    </message>
    <message>
        <source>Only the ticked ones</source>
        <translation>Nur die angehakten</translation>
    </message>
    <message>
        <source>{model} (not here now)</source>
        <translation>{model} (jetzt nicht hier)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message numerus="yes">
        <source>and {n} earlier one(s)</source>
        <translation>
            <numerusform>und {n} früherer</numerusform>
            <numerusform>und {n} frühere</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the text…</source>
        <translation>Den Text speichern…</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Das Bild speichern…</translation>
    </message>
    <message>
        <source>Save the sound…</source>
        <translation>Den Ton speichern…</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Die Datei speichern…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>. It is not shown, since {why}.</source>
        <translation>. Es wird nicht gezeigt, da {why}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s)</source>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>, {left_out:,} more in the raw JSON</source>
        <translation>, {left_out:,} weitere im rohen JSON</translation>
    </message>
    <message>
        <source>{title} · the address of a resource</source>
        <translation>{title} · die Adresse einer Ressource</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>About the resource</source>
        <translation>Über die Ressource</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Open in a browser</source>
        <translation>In einem Browser öffnen</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Its bytes cannot be read.</source>
        <translation>Seine Bytes sind nicht lesbar.</translation>
    </message>
    <message>
        <source>{words}

[{value:,} more characters: save to see them]</source>
        <translation>{words}

[{value:,} weitere Zeichen: zum Ansehen speichern]</translation>
    </message>
    <message>
        <source>Paused: every request is refused, in the window and in the terminal.</source>
        <translation>Angehalten: Jede Anfrage wird zurückgewiesen, im Fenster und im Terminal.</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>You are not asked about {name} until {clock}: its requests are refused.</source>
        <translation>Nach {name} werden Sie bis {clock} nicht gefragt: Seine Anfragen werden zurückgewiesen.</translation>
    </message>
    <message>
        <source>Ask again about {name}</source>
        <translation>Wieder nach {name} fragen</translation>
    </message>
    <message>
        <source>The model wishes for tools of the server&apos;s.</source>
        <translation>Das Modell möchte Werkzeuge des Servers.</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>Gekommen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>Aufgefallen</translation>
    </message>
    <message>
        <source>In your edit</source>
        <translation>In Ihrer Änderung</translation>
    </message>
    <message>
        <source>In the answer</source>
        <translation>In der Antwort</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>Getan von</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Gedauert</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>What was &amp;asked</source>
        <translation>&amp;Was gefragt wurde</translation>
    </message>
    <message>
        <source>The a&amp;nswer</source>
        <translation>Di&amp;e Antwort</translation>
    </message>
    <message>
        <source>{told}

— Sent instead, as it was edited: —

{approved}</source>
        <translation>{told}

— Stattdessen gesendet, wie es geändert wurde: —

{approved}</translation>
    </message>
    <message>
        <source>Besides:
{as_json}</source>
        <translation>Außerdem:
{as_json}</translation>
    </message>
    <message>
        <source>The model&apos;s own answer, before it was edited</source>
        <translation>Die eigene Antwort des Modells, bevor sie geändert wurde</translation>
    </message>
    <message>
        <source>What the model thought before it answered</source>
        <translation>Was das Modell gedacht hat, bevor es antwortete</translation>
    </message>
    <message>
        <source>{role}, by {model}</source>
        <translation>{role}, von {model}</translation>
    </message>
    <message>
        <source>What {model} thought before</source>
        <translation>Was {model} vorher gedacht hat</translation>
    </message>
    <message>
        <source>{input_tokens:,} + {output_tokens:,} tokens</source>
        <translation>{input_tokens:,} + {output_tokens:,} Token</translation>
    </message>
    <message>
        <source>{role} by {model}: {tokens}, {seconds:.1f} s{paid}.{failed}</source>
        <translation>{role} von {model}: {tokens}, {seconds:.1f} s{paid}.{failed}</translation>
    </message>
    <message>
        <source>Nothing was noticed in what was sent instead.</source>
        <translation>In dem, was stattdessen gesendet wurde, fiel nichts auf.</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>unattended</source>
        <translation>niemand da</translation>
    </message>
    <message>
        <source>the limit of depth</source>
        <translation>die Grenze der Tiefe</translation>
    </message>
    <message>
        <source> by you</source>
        <translation> von Ihnen</translation>
    </message>
    <message>
        <source> At most {allowed:,} tokens instead of {wished:,}. {bound}</source>
        <translation> Höchstens {allowed:,} Token statt {wished:,}. {bound}</translation>
    </message>
    <message>
        <source>Nothing: the answer to the same request was given again.</source>
        <translation>Nichts: Die Antwort auf dieselbe Anfrage wurde noch einmal gegeben.</translation>
    </message>
    <message>
        <source> It cost {money}.</source>
        <translation> Es hat {money} gekostet.</translation>
    </message>
    <message>
        <source>{seconds:.1f} seconds; {read} read, {written} written.{paid}</source>
        <translation>{seconds:.1f} Sekunden; {read} gelesen, {written} geschrieben.{paid}</translation>
    </message>
    <message>
        <source>Search the requests</source>
        <translation>In den Anfragen suchen</translation>
    </message>
    <message>
        <source>Any caller</source>
        <translation>Alle, die fragen</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>Show &amp;earlier requests</source>
        <translation>&amp;Frühere Anfragen zeigen</translation>
    </message>
    <message>
        <source>{caller} asks, and waits for you.</source>
        <translation>{caller} fragt und wartet auf Sie.</translation>
    </message>
    <message>
        <source>No such request</source>
        <translation>Keine solche Anfrage</translation>
    </message>
    <message>
        <source>What is looked for is in no request that the journal holds.</source>
        <translation>Wonach gesucht wird, steht in keiner Anfrage, die das Protokoll enthält.</translation>
    </message>
    <message>
        <source>Show a&amp;ll requests</source>
        <translation>A&amp;lle Anfragen zeigen</translation>
    </message>
    <message>
        <source>{name}, part by part</source>
        <translation>{name}, Teil für Teil</translation>
    </message>
    <message>
        <source>{name}, as JSON</source>
        <translation>{name}, als JSON</translation>
    </message>
    <message>
        <source>Ra&amp;w JSON</source>
        <translation>Roh&amp;es JSON</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>S&amp;peichern…</translation>
    </message>
    <message>
        <source>The answer is empty.</source>
        <translation>Die Antwort ist leer.</translation>
    </message>
    <message>
        <source>Nothing here has that. Esc shows everything.</source>
        <translation>Nichts hier enthält das. Esc zeigt alles.</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Mich fragen</translation>
    </message>
    <message>
        <source>Allow within the limits</source>
        <translation>Innerhalb der Grenzen erlauben</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Zurückweisen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>When a model elsewhere gave it</source>
        <translation>Wenn ein Modell anderswo sie gegeben hat</translation>
    </message>
    <message>
        <source>When the request brought tools</source>
        <translation>Wenn die Anfrage Werkzeuge mitbrachte</translation>
    </message>
    <message>
        <source>These rules stand as they are: this server comes with Parley and has no entry in mcp.json. Add its command as a server of your own to change them.</source>
        <translation>Diese Regeln bleiben, wie sie sind: Dieser Server kommt mit Parley und hat keinen Eintrag in mcp.json. Fügen Sie seinen Befehl als eigenen Server hinzu, um sie zu ändern.</translation>
    </message>
    <message>
        <source>This server may ask for completions</source>
        <translation>Dieser Server darf um Antworten bitten</translation>
    </message>
    <message>
        <source>This program may ask for completions</source>
        <translation>Dieses Programm darf um Antworten bitten</translation>
    </message>
    <message>
        <source>Tick at least one model, or let any model answer.</source>
        <translation>Haken Sie mindestens ein Modell an, oder lassen Sie jedes Modell antworten.</translation>
    </message>
    <message>
        <source>Its requests</source>
        <translation>Seine Anfragen</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>Was diesen Computer verlässt</translation>
    </message>
    <message>
        <source>Requests with tools</source>
        <translation>Anfragen mit Werkzeugen</translation>
    </message>
    <message>
        <source>As any other</source>
        <translation>Wie jede andere</translation>
    </message>
    <message>
        <source>Requests outside a tool call of mine</source>
        <translation>Anfragen außerhalb meiner Werkzeugaufrufe</translation>
    </message>
    <message>
        <source>A question nobody touches is declined after</source>
        <translation>Unberührte Fragen werden abgelehnt nach</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> Sekunden</translation>
    </message>
    <message>
        <source>The longest answer</source>
        <translation>Die längste Antwort</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>As usual: {tokens_per_request:,} tokens</source>
        <translation>Wie üblich: {tokens_per_request:,} Token</translation>
    </message>
    <message>
        <source>Models that may answer</source>
        <translation>Modelle, die antworten dürfen</translation>
    </message>
    <message>
        <source>I see the answer before it is sent</source>
        <translation>Ich sehe die Antwort, bevor sie gesendet wird</translation>
    </message>
    <message>
        <source>The same answer again for the same request</source>
        <translation>Gleiche Anfrage, gleiche Antwort</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> Minuten</translation>
    </message>
    <message>
        <source>Others may have it too</source>
        <translation>Andere dürfen sie auch haben</translation>
    </message>
    <message>
        <source>The journal keeps what is asked and answered</source>
        <translation>Das Protokoll hebt auf, was gefragt und geantwortet wird</translation>
    </message>
    <message>
        <source>Sa&amp;ve the rules</source>
        <translation>Regeln spei&amp;chern</translation>
    </message>
    <message>
        <source>&amp;Undo changes</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Saved. It holds from the next request.</source>
        <translation>Gespeichert. Es gilt ab der nächsten Anfrage.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>&amp;Keep it in a sandbox</source>
        <translation>In einer Sandb&amp;ox halten</translation>
    </message>
    <message>
        <source>It may use the net&amp;work, and the ports of this computer</source>
        <translation>Er darf das &amp;Netz und die Ports dieses Computers nutzen</translation>
    </message>
    <message>
        <source>Folders it may read or change</source>
        <translation>Ordner, die er lesen oder ändern darf</translation>
    </message>
    <message>
        <source>It may read</source>
        <translation>Er darf lesen</translation>
    </message>
    <message>
        <source>and change</source>
        <translation>und ändern</translation>
    </message>
    <message>
        <source>Let it see a &amp;folder…</source>
        <translation>&amp;Einen Ordner sehen lassen…</translation>
    </message>
    <message>
        <source>Not sandboxed: {missing}. {rights}</source>
        <translation>Keine Sandbox: {missing}. {rights}</translation>
    </message>
    <message>
        <source>Let it see a folder</source>
        <translation>Einen Ordner sehen lassen</translation>
    </message>
    <message>
        <source>This server comes with Parley, which keeps it to that.</source>
        <translation>Dieser Server kommt mit Parley, das ihn darauf beschränkt.</translation>
    </message>
    <message>
        <source>It is reached by its address: what it touches is on the computer where it runs.</source>
        <translation>Er wird über seine Adresse erreicht: Was er berührt, liegt auf dem Computer, auf dem er läuft.</translation>
    </message>
    <message>
        <source>Saved. It holds from the next start; restart the server to hold it to that now.</source>
        <translation>Gespeichert. Es gilt ab dem nächsten Start; starten Sie den Server neu, damit es jetzt gilt.</translation>
    </message>
    <message>
        <source>Sa&amp;ve what it may touch</source>
        <translation>Spei&amp;chern, was er berühren darf</translation>
    </message>
    <message>
        <source>Search: {what}</source>
        <translation>Suche: {what}</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Führt aus</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>Neu &amp;starten</translation>
    </message>
    <message>
        <source>Remo&amp;ve from the list</source>
        <translation>Aus der Liste ent&amp;fernen</translation>
    </message>
    <message>
        <source>Si&amp;gn out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Permissions</source>
        <translation>&amp;Erlaubnisse</translation>
    </message>
    <message>
        <source>Some of its requests need no question any more.</source>
        <translation>Einige seiner Anfragen brauchen keine Frage mehr.</translation>
    </message>
    <message numerus="yes">
        <source>{n} process(es)</source>
        <translation>
            <numerusform>{n} Prozess</numerusform>
            <numerusform>{n} Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>This server offers no tool.</source>
        <translation>Dieser Server bietet kein Werkzeug an.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Its tools appear here once it is ready.</source>
        <translation>Seine Werkzeuge erscheinen hier, wenn er bereit ist.</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Start the server to see and run its tools.</source>
        <translation>Starten Sie den Server, um seine Werkzeuge zu sehen und auszuführen.</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>Reso&amp;urces</source>
        <translation>&amp;Ressourcen</translation>
    </message>
    <message>
        <source>Pro&amp;mpts</source>
        <translation>Pro&amp;mpts</translation>
    </message>
    <message>
        <source>Sandbo&amp;x</source>
        <translation>Sandbo&amp;x</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>&amp;Log</translation>
    </message>
    <message>
        <source>&amp;Wire</source>
        <translation>Ver&amp;kehr</translation>
    </message>
    <message>
        <source>You are signed in to it.</source>
        <translation>Sie sind dort angemeldet.</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>Anm&amp;elden</translation>
    </message>
    <message>
        <source>A&amp;sk again</source>
        <translation>Wie&amp;der fragen</translation>
    </message>
    <message>
        <source>&amp;Add a server…</source>
        <translation>Einen Server hin&amp;zufügen…</translation>
    </message>
    <message>
        <source>&amp;Import servers…</source>
        <translation>Ser&amp;ver importieren…</translation>
    </message>
    <message>
        <source>unchanged if it stays empty</source>
        <translation>unverändert, wenn es leer bleibt</translation>
    </message>
    <message>
        <source>{title}, required</source>
        <translation>{title}, erforderlich</translation>
    </message>
    <message>
        <source>{title}, optional</source>
        <translation>{title}, freiwillig</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose {title}</source>
        <translation>{title} wählen</translation>
    </message>
    <message>
        <source>one on each line</source>
        <translation>eines je Zeile</translation>
    </message>
    <message>
        <source>A server may ask which folders you share with it. It learns their names and places; what it can read there is another matter.</source>
        <translation>Ein Server kann fragen, welche Ordner Sie mit ihm teilen. Er erfährt ihre Namen und Orte; was er dort lesen kann, ist eine andere Sache.</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>Geteilte Ordner</translation>
    </message>
    <message>
        <source>Share a &amp;folder…</source>
        <translation>&amp;Ordner teilen…</translation>
    </message>
    <message>
        <source>Stop s&amp;haring</source>
        <translation>Nich&amp;t teilen</translation>
    </message>
    <message>
        <source>Share&amp;d folders</source>
        <translation>Geteilte Or&amp;dner</translation>
    </message>
    <message>
        <source>Share a folder</source>
        <translation>Einen Ordner teilen</translation>
    </message>
    <message>
        <source>What the tool does</source>
        <translation>Was das Werkzeug tut</translation>
    </message>
    <message>
        <source>The tool failed</source>
        <translation>Das Werkzeug ist gescheitert</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>The tool&apos;s result</source>
        <translation>Das Ergebnis des Werkzeugs</translation>
    </message>
    <message>
        <source>What the tool answers appears here.</source>
        <translation>Was das Werkzeug antwortet, erscheint hier.</translation>
    </message>
    <message>
        <source>Running; it may ask you first</source>
        <translation>Läuft; vielleicht fragt es Sie zuerst</translation>
    </message>
    <message>
        <source>A tool that may destroy something</source>
        <translation>Ein Werkzeug, das etwas zerstören kann</translation>
    </message>
    <message>
        <source>Run {tool}?</source>
        <translation>{tool} ausführen?</translation>
    </message>
    <message>
        <source>It {warning_of} It is run with: {sent}{value}</source>
        <translation>Es {warning_of} Es wird ausgeführt mit: {sent}{value}</translation>
    </message>
    <message>
        <source>&amp;Run it</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>says of itself that it may destroy what is there.</source>
        <translation>sagt von sich, dass es zerstören kann, was da ist.</translation>
    </message>
    <message>
        <source>says of itself that it changes things, and not that it leaves what is there.</source>
        <translation>sagt von sich, dass es Dinge ändert, und nicht, dass es lässt, was da ist.</translation>
    </message>
    <message>
        <source>changes nothing</source>
        <translation>ändert nichts</translation>
    </message>
    <message>
        <source>may destroy what is there: you are asked before it runs</source>
        <translation>kann zerstören, was da ist; Sie werden gefragt, bevor es läuft</translation>
    </message>
    <message>
        <source>adds, and destroys nothing</source>
        <translation>fügt hinzu und zerstört nichts</translation>
    </message>
    <message>
        <source>reaches beyond this server</source>
        <translation>greift über diesen Server hinaus</translation>
    </message>
    <message>
        <source>stays within what it holds</source>
        <translation>bleibt in dem, was der Server hat</translation>
    </message>
    <message>
        <source>By its own word it {told}.</source>
        <translation>Nach eigenem Wort: {told}.</translation>
    </message>
    <message>
        <source>, and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Last {days} days</source>
        <translation>Letzte {days} Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>All that is kept</source>
        <translation>Alles, was aufgehoben ist</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Usage by day</source>
        <translation>Verbrauch nach Tagen</translation>
    </message>
    <message>
        <source>In the chart</source>
        <translation>Im Diagramm</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>A row for each</source>
        <translation>Eine Zeile für jeden</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>The last {days} days, {value}: {words}.</source>
        <translation>Die letzten {days} Tage, {value}: {words}.</translation>
    </message>
    <message>
        <source>&amp;In the chart</source>
        <translation>&amp;Im Diagramm</translation>
    </message>
    <message>
        <source>A &amp;row for each</source>
        <translation>Eine &amp;Zeile für jeden</translation>
    </message>
    <message>
        <source>Nothing was used</source>
        <translation>Nichts wurde verbraucht</translation>
    </message>
    <message>
        <source>What answers take in tokens, seconds and money is counted here, day by day.</source>
        <translation>Was Antworten an Token, Sekunden und Geld brauchen, wird hier Tag für Tag gezählt.</translation>
    </message>
    <message>
        <source>Search the messages</source>
        <translation>In den Nachrichten suchen</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Any method</source>
        <translation>Jede Methode</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>Beide Richtungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>The message</source>
        <translation>Die Nachricht</translation>
    </message>
    <message>
        <source>Choose a message to see it whole.</source>
        <translation>Wählen Sie eine Nachricht, um sie ganz zu sehen.</translation>
    </message>
    <message>
        <source>Clea&amp;r</source>
        <translation>L&amp;eeren</translation>
    </message>
    <message>
        <source>{shown:,} of {total:,} messages</source>
        <translation>{shown:,} von {total:,} Nachrichten</translation>
    </message>
    <message>
        <source>{total:,} messages</source>
        <translation>{total:,} Nachrichten</translation>
    </message>
    <message>
        <source>. Paused: what comes meanwhile is shown afterwards</source>
        <translation>. Angehalten: Was inzwischen kommt, wird danach gezeigt</translation>
    </message>
    <message>
        <source>{told}{paused}. What is secret is masked.</source>
        <translation>{told}{paused}. Was geheim ist, ist verdeckt.</translation>
    </message>
    <message>
        <source>{amount:.0f} million</source>
        <translation>{amount:.0f} Millionen</translation>
    </message>
    <message>
        <source>{amount:.1f} billion</source>
        <translation>{amount:.1f} Milliarden</translation>
    </message>
    <message numerus="yes">
        <source>{n} hour(s)</source>
        <translation>
            <numerusform>{n} Stunde</numerusform>
            <numerusform>{n} Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>user</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>System prompt:
{params}</source>
        <translation>System-Prompt:
{params}</translation>
    </message>
    <message>
        <source>{path}: {error} What is usual holds.</source>
        <translation>{path}: {error} Was üblich ist, gilt.</translation>
    </message>
    <message>
        <source>Import servers</source>
        <translation>Server importieren</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>No server was found in Claude Desktop, VS Code, Cursor or LM Studio.</source>
        <translation>In Claude Desktop, VS Code, Cursor oder LM Studio wurde kein Server gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>{n} server(s) ticked. Nothing is run: each asks first whether its command may run. The other programs&apos; files stay as they are.</source>
        <translation>
            <numerusform>{n} Server angehakt. Nichts wird ausgeführt: Jeder fragt erst, ob sein Befehl laufen darf. Die Dateien der anderen Programme bleiben, wie sie sind.</numerusform>
            <numerusform>{n} Server angehakt. Nichts wird ausgeführt: Jeder fragt erst, ob sein Befehl laufen darf. Die Dateien der anderen Programme bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>Anweisungen für das Modell</translation>
    </message>
    <message>
        <source>For example: Answer briefly, in French.</source>
        <translation>Zum Beispiel: Antworte kurz, auf Französisch.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>How is the model to behave in this conversation? It holds from the next message.</source>
        <translation>Wie soll sich das Modell in diesem Gespräch verhalten? Es gilt ab der nächsten Nachricht.</translation>
    </message>
    <message numerus="yes">
        <source>{n} server(s) added. Start (it|one) to see what it would run.</source>
        <translation>
            <numerusform>{n} Server hinzugefügt. Starten Sie ihn, um zu sehen, was er ausführen würde.</numerusform>
            <numerusform>{n} Server hinzugefügt. Starten Sie einen, um zu sehen, was er ausführen würde.</numerusform>
        </translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Kam von</translation>
    </message>
    <message>
        <source>Known from</source>
        <translation>Bekannt aus</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Ordner der Modelle</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>strengths</source>
        <translation>Stärken</translation>
    </message>
    <message>
        <source>languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>ability</source>
        <translation>Können</translation>
    </message>
    <message>
        <source>tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>Über das Modell</translation>
    </message>
    <message>
        <source>&amp;Try it again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>L&amp;oad it now</source>
        <translation>Jetzt la&amp;den</translation>
    </message>
    <message>
        <source>&amp;Measure its speed</source>
        <translation>Sein Tempo &amp;messen</translation>
    </message>
    <message>
        <source>Chec&amp;k the file</source>
        <translation>Die Datei &amp;prüfen</translation>
    </message>
    <message>
        <source>Delete the fi&amp;le</source>
        <translation>Die Datei &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>Aus der &amp;Liste entfernen</translation>
    </message>
    <message>
        <source>Free its memor&amp;y</source>
        <translation>S&amp;peicher freigeben</translation>
    </message>
    <message>
        <source>licence {licence}</source>
        <translation>Lizenz {licence}</translation>
    </message>
    <message>
        <source>It is loaded: it takes {size}.</source>
        <translation>Es ist geladen: Es braucht {size}.</translation>
    </message>
    <message>
        <source>{speed:.1f} tokens a second, as measured here</source>
        <translation>{speed:.1f} Token je Sekunde, wie hier gemessen</translation>
    </message>
    <message>
        <source>{repo}, commit {commit}; its SHA-256 was found right: {sha256}</source>
        <translation>{repo}, Commit {commit}; die SHA-256 stimmte: {sha256}</translation>
    </message>
    <message>
        <source>Parley itself</source>
        <translation>von Parley selbst</translation>
    </message>
    <message>
        <source>Languages: {languages}</source>
        <translation>Sprachen: {languages}</translation>
    </message>
    <message>
        <source>{price}, in US dollars for a million tokens in and out</source>
        <translation>{price}, in US-Dollar für eine Million Token hinein und heraus</translation>
    </message>
    <message>
        <source>About the provider</source>
        <translation>Über den Anbieter</translation>
    </message>
    <message>
        <source>&amp;Choose models…</source>
        <translation>Modelle &amp;wählen…</translation>
    </message>
    <message>
        <source>Change &amp;key…</source>
        <translation>Den &amp;Schlüssel ändern…</translation>
    </message>
    <message>
        <source>Remove prov&amp;ider</source>
        <translation>Anbieter entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Provi&amp;der</source>
        <translation>Anbie&amp;ter</translation>
    </message>
    <message numerus="yes">
        <source>{n} model(s) of it may answer.</source>
        <translation>
            <numerusform>{n} Modell davon darf antworten.</numerusform>
            <numerusform>{n} Modelle davon dürfen antworten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the record</source>
        <translation>Das Protokoll exportieren</translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) of the record are in {path}.</source>
        <translation>
            <numerusform>{n} Zeile des Protokolls ist in {path}.</numerusform>
            <numerusform>{n} Zeilen des Protokolls sind in {path}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. The journal was only read. Choose another place, or make room there.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}. Das Protokoll wurde nur gelesen. Wählen Sie einen anderen Ort, oder schaffen Sie dort Platz.</translation>
    </message>
    <message numerus="yes">
        <source>{n} vector(s) of {width} numbers</source>
        <translation>
            <numerusform>{n} Vektor mit {width} Zahlen</numerusform>
            <numerusform>{n} Vektoren mit {width} Zahlen</numerusform>
        </translation>
    </message>
    <message>
        <source>Parley was closed before the question was answered.</source>
        <translation>Parley wurde geschlossen, bevor die Frage beantwortet war.</translation>
    </message>
    <message>
        <source>the screen is locked</source>
        <translation>der Bildschirm ist gesperrt</translation>
    </message>
    <message>
        <source>The browser could not be opened.</source>
        <translation>Der Browser ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Another bundle or link waits for you. Finish with that, and open it again.</source>
        <translation>Ein anderes Bündel oder ein Link wartet auf Sie. Bringen Sie das zu Ende, und öffnen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Bundles (*.mcpb *.dxt)</source>
        <translation>Bündel (*.mcpb *.dxt)</translation>
    </message>
    <message>
        <source>Bundles are added one by one: the others were left out.</source>
        <translation>Bündel werden eins nach dem anderen hinzugefügt: Die übrigen wurden ausgelassen.</translation>
    </message>
    <message>
        <source>Looking at {name}…</source>
        <translation>{name} wird angesehen…</translation>
    </message>
    <message>
        <source>{name} is installed. Start it to see what it would run.</source>
        <translation>{name} ist installiert. Starten Sie ihn, um zu sehen, was er ausführen würde.</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>einem Link</translation>
    </message>
    <message>
        <source>{name} is added. Start it to see what it would run.</source>
        <translation>{name} ist hinzugefügt. Starten Sie ihn, um zu sehen, was er ausführen würde.</translation>
    </message>
    <message>
        <source>A server&apos;s result has linked to it.</source>
        <translation>Das Ergebnis eines Servers hat darauf verwiesen.</translation>
    </message>
    <message>
        <source>No server yet</source>
        <translation>Noch kein Server</translation>
    </message>
    <message>
        <source>Add or import an MCP server to see its tools.</source>
        <translation>Fügen Sie einen MCP-Server hinzu, oder importieren Sie einen, um seine Werkzeuge zu sehen.</translation>
    </message>
    <message>
        <source>Parley is still running, here in the tray. Quit ends it; “Keep running when the window is closed” in its File menu is where you change that.</source>
        <translation>Parley läuft noch, hier im Infobereich. „Beenden“ beendet es; „Weiterlaufen, wenn das Fenster geschlossen wird“ im Menü „Datei“ ist der Ort, das zu ändern.</translation>
    </message>
    <message>
        <source>Review it to see what is asked: yes can be said only there.</source>
        <translation>Prüfen Sie die Anfrage, um zu sehen, was gefragt wird: Ja sagen lässt sich nur dort.</translation>
    </message>
    <message>
        <source>Parley is still running</source>
        <translation>Parley läuft noch</translation>
    </message>
    <message>
        <source>No log can be kept in {folder}: {strerror}.</source>
        <translation>In {folder} lässt sich kein Log führen: {strerror}.</translation>
    </message>
    <message>
        <source>The request breaks the protocol: {message}</source>
        <translation>Die Anfrage verletzt das MCP-Protokoll: {message}</translation>
    </message>
    <message numerus="yes">
        <source>Refused: it came about through {n} other request(s), each asked for by the one before. That looks like a loop.</source>
        <translation>
            <numerusform>Zurückgewiesen: Sie kam durch {n} andere Anfrage zustande, die sie auslöste. Das sieht nach einer Schleife aus.</numerusform>
            <numerusform>Zurückgewiesen: Sie kam durch {n} andere Anfragen zustande, jede ausgelöst von der vorigen. Das sieht nach einer Schleife aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused: every request is refused until you resume, as `parley resume` does.</source>
        <translation>Angehalten: Jede Anfrage wird zurückgewiesen, bis Sie fortsetzen, etwa mit `parley resume`.</translation>
    </message>
    <message>
        <source>Refused: nobody could be asked, since {why}.</source>
        <translation>Zurückgewiesen: Niemand konnte gefragt werden, denn {why}.</translation>
    </message>
    <message>
        <source>Asks to set instructions aside</source>
        <translation>Will, dass Anweisungen übergangen werden</translation>
    </message>
    <message>
        <source>Asks to keep something from you</source>
        <translation>Will, dass Ihnen etwas verschwiegen wird</translation>
    </message>
    <message>
        <source>Asks for your approval</source>
        <translation>Drängt auf Ihre Zustimmung</translation>
    </message>
    <message>
        <source>Gives the model another role</source>
        <translation>Gibt dem Modell eine andere Rolle</translation>
    </message>
    <message>
        <source>Wants to change later answers too</source>
        <translation>Will auch spätere Antworten ändern</translation>
    </message>
    <message>
        <source>Asks for a tool behind your back</source>
        <translation>Will ein Werkzeug hinter Ihrem Rücken</translation>
    </message>
    <message>
        <source>Asks for more than its task</source>
        <translation>Will mehr als seine Aufgabe</translation>
    </message>
    <message>
        <source>Asks for the instructions themselves</source>
        <translation>Will die Anweisungen selbst</translation>
    </message>
    <message>
        <source>Says that you have agreed to something</source>
        <translation>Sagt, Sie hätten zugestimmt</translation>
    </message>
    <message>
        <source>Pretends to speak for the host</source>
        <translation>Gibt vor, für Parley zu sprechen</translation>
    </message>
    <message>
        <source>Asks for what other servers know</source>
        <translation>Will wissen, was andere Server wissen</translation>
    </message>
    <message>
        <source>Asks for the conversation</source>
        <translation>Will das Gespräch haben</translation>
    </message>
    <message>
        <source>Asks for secrets of this computer</source>
        <translation>Will Geheimnisse dieses Computers</translation>
    </message>
    <message>
        <source>Writes the marks of a chat template</source>
        <translation>Schreibt die Zeichen einer Chat-Vorlage</translation>
    </message>
    <message>
        <source>Pretends to be the system</source>
        <translation>Gibt vor, das System zu sein</translation>
    </message>
    <message>
        <source>The request holds {kind} content, which this model cannot take. Nothing was sent to it. Choose a model that can.</source>
        <translation>Die Anfrage enthält Inhalt der Art {kind}, den dieses Modell nicht annehmen kann. Nichts wurde ihm gesendet. Wählen Sie ein Modell, das es kann.</translation>
    </message>
    <message>
        <source>It sends requests of its own, which the newer protocol does not allow.</source>
        <translation>Er sendet eigene Anfragen, was das neuere Protokoll nicht erlaubt.</translation>
    </message>
    <message>
        <source>It answers with requests inside results, which the older protocol does not know.</source>
        <translation>Er antwortet mit Anfragen in Ergebnissen, was das ältere Protokoll nicht kennt.</translation>
    </message>
    <message>
        <source>there is no {noun} {name!r}. There are: {known}</source>
        <translation>es gibt keine {noun} {name!r}. Es gibt: {known}</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>the program bubblewrap is not installed</source>
        <translation>das Programm bubblewrap ist nicht installiert</translation>
    </message>
    <message>
        <source>there is no program to try bubblewrap with</source>
        <translation>es gibt kein Programm, mit dem sich bubblewrap erproben lässt</translation>
    </message>
    <message>
        <source>bubblewrap cannot be run ({name})</source>
        <translation>bubblewrap lässt sich nicht ausführen ({name})</translation>
    </message>
    <message>
        <source>this system gives bubblewrap no namespaces ({said})</source>
        <translation>dieses System gibt bubblewrap keine Namensräume ({said})</translation>
    </message>
    <message>
        <source>bubblewrap does not work here ({said})</source>
        <translation>bubblewrap funktioniert hier nicht ({said})</translation>
    </message>
    <message>
        <source>this macOS has no sandbox-exec</source>
        <translation>dieses macOS hat kein sandbox-exec</translation>
    </message>
    <message>
        <source>This is not the answer that Parley waits for. Nothing was done with it.</source>
        <translation>Das ist nicht die Antwort, auf die Parley wartet. Nichts wurde damit getan.</translation>
    </message>
    <message>
        <source>Parley has had its answer. You can close this page.</source>
        <translation>Parley hat seine Antwort schon. Sie können diese Seite schließen.</translation>
    </message>
    <message>
        <source>Parley goes on with it. You can close this page and go back to Parley.</source>
        <translation>Parley macht damit weiter. Sie können diese Seite schließen und zu Parley zurückgehen.</translation>
    </message>
    <message>
        <source>You were not signed in. You can close this page; Parley says why.</source>
        <translation>Sie wurden nicht angemeldet. Sie können diese Seite schließen; Parley sagt, warum.</translation>
    </message>
    <message>
        <source>the address of the document must begin with https:// and have a path</source>
        <translation>die Adresse des Dokuments muss mit https:// beginnen und einen Pfad haben</translation>
    </message>
    <message>
        <source>a line of text</source>
        <translation>eine Zeile Text</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day}. {month}</translation>
    </message>
    <message>
        <source>The entry of {name} in mcp.json has changed. It runs as before until you restart it.</source>
        <translation>Der Eintrag von {name} in mcp.json hat sich geändert. Er läuft wie bisher, bis Sie ihn neu starten.</translation>
    </message>
    <message>
        <source>{name} was stopped: it has no entry in mcp.json any more.</source>
        <translation>{name} wurde angehalten: Es gibt in mcp.json keinen Eintrag mehr dafür.</translation>
    </message>
    <message>
        <source>The answer of {name} was taken, as chosen by you.</source>
        <translation>Die Antwort von {name} wurde genommen; Sie haben sie gewählt.</translation>
    </message>
    <message>
        <source>The answer of {name} was taken, as chosen by {who}.</source>
        <translation>Die Antwort von {name} wurde genommen; gewählt hat sie {who}.</translation>
    </message>
    <message>
        <source>The answer of {name} was taken, the first, since nobody chose one.</source>
        <translation>Die Antwort von {name} wurde genommen: die erste, da niemand eine gewählt hat.</translation>
    </message>
    <message>
        <source>The answer of {name} was taken, as chosen by the model that picks.</source>
        <translation>Die Antwort von {name} wurde genommen; gewählt hat sie das Modell, das aussucht.</translation>
    </message>
    <message>
        <source>{repo} has no {file} any more, so nothing was fetched. What it has instead tells: parley models get {repo}</source>
        <translation>{repo} hat {file} nicht mehr, daher wurde nichts geladen. Was es stattdessen gibt, sagt: parley models get {repo}</translation>
    </message>
    <message>
        <source>{file} of {repo} is not the file any more that Parley knows: its SHA-256 is {told}, and should be {known}. Its owner has changed it since, so nothing was fetched. To have the new one, search the hub for {repo}, or: parley models get {target}</source>
        <translation>{file} von {repo} ist nicht mehr die Datei, die Parley kennt: ihr SHA-256 ist {told} und müsste {known} sein. Ihr Eigentümer hat sie seitdem geändert, daher wurde nichts geladen. Für die neue den Hub nach {repo} durchsuchen, oder: parley models get {target}</translation>
    </message>
    <message>
        <source>The hub was not asked: no connection could be prepared ({name}). Look at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.</source>
        <translation>Der Hub wurde nicht gefragt: Es ließ sich keine Verbindung vorbereiten ({name}). Prüfen Sie die Variablen HTTPS_PROXY, ALL_PROXY und SSL_CERT_FILE.</translation>
    </message>
    <message>
        <source>The hub was not asked: its address is none that can be asked. Correct it in the settings, under Network, or in HF_ENDPOINT; it looks like https://huggingface.co.</source>
        <translation>Der Hub wurde nicht gefragt: Seine Adresse ist keine, die gefragt werden kann. Berichtigen Sie sie in den Einstellungen unter „Netz“ oder in HF_ENDPOINT; sie sieht aus wie https://huggingface.co.</translation>
    </message>
    <message>
        <source>{address} is no address of a hub, so no token is kept for it. Correct it in the settings, under Network, or in HF_ENDPOINT.</source>
        <translation>{address} ist keine Adresse eines Hubs, daher wird kein Token für sie behalten. Berichtigen Sie sie in den Einstellungen unter „Netz“ oder in HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>{address} is asked without encryption, and everyone on the way there could read a token. None is sent there, and nothing was kept.</source>
        <translation>{address} wird ohne Verschlüsselung gefragt, und alle auf dem Weg dorthin könnten ein Token lesen. Es wird keines dorthin gesendet, und nichts wurde behalten.</translation>
    </message>
    <message>
        <source>{error} The token is kept only until Parley ends.</source>
        <translation>{error} Das Token wird nur behalten, bis Parley endet.</translation>
    </message>
    <message>
        <source>its name is not known here; there may be no network</source>
        <translation>sein Name ist hier nicht bekannt; vielleicht fehlt das Netz</translation>
    </message>
    <message>
        <source>nothing answers at its address</source>
        <translation>an seiner Adresse antwortet nichts</translation>
    </message>
    <message>
        <source>its certificate is not to be trusted</source>
        <translation>seinem Zertifikat ist nicht zu trauen</translation>
    </message>
    <message>
        <source>what answers there does not speak https</source>
        <translation>was dort antwortet, spricht kein https</translation>
    </message>
    <message>
        <source>the proxy did not let it through</source>
        <translation>der Proxy hat es nicht durchgelassen</translation>
    </message>
    <message>
        <source>nothing came for too long</source>
        <translation>zu lange kam nichts</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>die Verbindung brach ab</translation>
    </message>
    <message>
        <source>the token or the address has a sign that cannot be sent</source>
        <translation>das Token oder die Adresse enthält ein Zeichen, das nicht gesendet werden kann</translation>
    </message>
    <message>
        <source>The model&apos;s chat template does not take images where this conversation has them. The model stays loaded. Send them in a user&apos;s message, or choose another model.</source>
        <translation>Die Chat-Vorlage des Modells nimmt Bilder nicht dort, wo dieses Gespräch sie hat. Das Modell bleibt geladen. Senden Sie sie in einer Nachricht des Benutzers, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template does not take this conversation: {failure}. The model stays loaded. Choose another model, or a newer file of this one.</source>
        <translation>Die Chat-Vorlage des Modells nimmt dieses Gespräch nicht: {failure}. Das Modell bleibt geladen. Wählen Sie ein anderes Modell oder eine neuere Datei von diesem.</translation>
    </message>
    <message>
        <source>{name} ranks texts for a search. It gives no answers and no vectors, so Parley has no use for it. The file was left as it was. Choose another model.</source>
        <translation>{name} ordnet Texte für eine Suche. Es gibt weder Antworten noch Vektoren, also kann Parley damit nichts anfangen. Die Datei blieb, wie sie war. Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>A text is {size} tokens long, and the model takes {most} at once. No vector was made. Cut the text into shorter ones.</source>
        <translation>Ein Text ist {size} Token lang, und das Modell nimmt {most} auf einmal. Es wurde kein Vektor gemacht. Teilen Sie den Text in kürzere.</translation>
    </message>
    <message>
        <source>The model made no vector (llama.cpp&apos;s code {code}). The model stays loaded. Try again, or choose another model.</source>
        <translation>Das Modell hat keinen Vektor gemacht (Code {code} von llama.cpp). Das Modell bleibt geladen. Versuchen Sie es erneut, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>There is not enough memory for texts of {length} tokens. Nothing was changed. Close other programs or choose a smaller model.</source>
        <translation>Der Arbeitsspeicher reicht nicht für Texte von {length} Token. Nichts wurde geändert. Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The request is {size} tokens long, and the model takes {most} with its answer. Nothing was answered. Shorten the request, or choose a model with a longer context.</source>
        <translation>Die Anfrage ist {size} Token lang, und das Modell nimmt mit seiner Antwort {most}. Es wurde nichts geantwortet. Kürzen Sie die Anfrage, oder wählen Sie ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>The GPU cannot compute the model. {error}</source>
        <translation>Die GPU kann das Modell nicht rechnen. {error}</translation>
    </message>
    <message>
        <source>The model stopped computing (llama.cpp&apos;s code {code}). This answer is lost; the model stays loaded. Try again, or unload the model first.</source>
        <translation>Das Modell hat aufgehört zu rechnen (Code {code} von llama.cpp). Diese Antwort ist verloren; das Modell bleibt geladen. Versuchen Sie es erneut, oder entladen Sie das Modell zuvor.</translation>
    </message>
    <message>
        <source>The form of the answer, or of a tool&apos;s arguments, is beyond what this version can enforce. Nothing was answered. Choose a model of a provider for this request.</source>
        <translation>Die Form der Antwort oder der Argumente eines Werkzeugs geht über das hinaus, was diese Version erzwingen kann. Es wurde nichts geantwortet. Wählen Sie für diese Anfrage das Modell eines Anbieters.</translation>
    </message>
    <message>
        <source>The model has no word with which its answer could go on in the form that it must have. This answer is lost; the model stays loaded. Try again, or choose another model.</source>
        <translation>Das Modell hat kein Wort, mit dem seine Antwort in der verlangten Form weitergehen könnte. Diese Antwort ist verloren; das Modell bleibt geladen. Versuchen Sie es erneut, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>its schema allows no value at all</source>
        <translation>ihr Schema lässt gar keinen Wert zu</translation>
    </message>
    <message>
        <source>its schema is too large</source>
        <translation>ihr Schema ist zu groß</translation>
    </message>
    <message>
        <source>The form of the answer that is asked for cannot be enforced: {why}. Nothing was answered. Whoever made the program that asks can mend this.</source>
        <translation>Die verlangte Form der Antwort lässt sich nicht erzwingen: {why}. Es wurde nichts geantwortet. Wer das fragende Programm gemacht hat, kann das beheben.</translation>
    </message>
    <message>
        <source>The request was withdrawn.</source>
        <translation>Die Anfrage wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>The model turns texts into vectors, and answers nothing.</source>
        <translation>Das Modell macht aus Texten Vektoren und antwortet nicht.</translation>
    </message>
    <message>
        <source>The model turns no texts into vectors. Choose one that does.</source>
        <translation>Das Modell macht aus Texten keine Vektoren. Wählen Sie eines, das es tut.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template does not come to an end. The model was stopped.</source>
        <translation>Die Chat-Vorlage des Modells kommt an kein Ende. Das Modell wurde angehalten.</translation>
    </message>
    <message>
        <source>Send without the oldest messages</source>
        <translation>Ohne die ältesten Nachrichten senden</translation>
    </message>
    <message numerus="yes">
        <source>The conversation is longer than {model} takes. It can be sent without its oldest {n} message(s). They stay here, but the model knows nothing of them:</source>
        <translation>
            <numerusform>Die Unterhaltung ist länger, als {model} aufnimmt. Sie kann ohne ihre {n} älteste Nachricht gesendet werden. Diese bleibt hier, aber das Modell weiß nichts von ihr:</numerusform>
            <numerusform>Die Unterhaltung ist länger, als {model} aufnimmt. Sie kann ohne ihre {n} ältesten Nachrichten gesendet werden. Diese bleiben hier, aber das Modell weiß nichts von ihnen:</numerusform>
        </translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Was weggelassen wird</translation>
    </message>
    <message>
        <source>&amp;Send without them</source>
        <translation>Ohne &amp;sie senden</translation>
    </message>
    <message>
        <source>Tool {tool}</source>
        <translation>Werkzeug {tool}</translation>
    </message>
    <message>
        <source>Keeping the token…</source>
        <translation>Das Token wird gespeichert…</translation>
    </message>
    <message>
        <source>Removing the token…</source>
        <translation>Das Token wird entfernt…</translation>
    </message>
    <message>
        <source>Your token for the hub was removed.</source>
        <translation>Ihr Token für den Hub wurde entfernt.</translation>
    </message>
</context>
</TS>
