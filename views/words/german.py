"""Every word on the pages, in German."""

from collections.abc import Mapping
from typing import ClassVar

from streamlit_webrtc.config import Translations

from hosting.http.refusals import TooMuch
from models.labels import Expression
from recordings.words import ReportWords
from rooms.room import Refusal
from transformers.detection.cascade import Sensitivity
from transformers.faults import Fault
from transformers.tuning import Trouble
from views.choices import Camera, Drawn
from views.live_state import LiveState
from views.parts.route import Route
from views.words.english import Words

GERMAN = ReportWords(
    language="de",
    direction="ltr",
    report="Was die Kamera sah",
    made="Erstellt am {when}.",
    length="Länge: {length} Minuten.",
    together="Alle Gesichter zusammen",
    face="Gesicht {number}",
    of_hundred="von 100 beim Positivwert",
    no_score="Es war kein Gesicht zu sehen, also gibt es keine Wertung.",
    count="Als positiv gezeigt: {positive}, als negativ: {negative} (Minuten:Sekunden).",
    in_view="Ein Gesicht war {share} der Zeit zu sehen.",
    longest_positive="Längste positive Strecke: {seconds} s, von {start} bis {end}.",
    longest_negative="Längste negative Strecke: {seconds} s, von {start} bis {end}.",
    looks={
        Expression.ANGRY: "streng",
        Expression.DISGUST: "missmutig",
        Expression.FEAR: "angespannt",
        Expression.HAPPY: "freundlich",
        Expression.SAD: "bedrückt",
        Expression.SURPRISE: "überrascht",
        Expression.NEUTRAL: "ruhig",
    },
    looked_all="Das Gesicht wirkte fast die ganze Zeit {first}.",
    looked_most="Das Gesicht wirkte die meiste Zeit {first}.",
    looked_mixed="Das Gesicht wirkte abwechselnd {first} und {second}.",
    looked_from="Von {start} bis {end} wirkte es {look}.",
    out_of_view="{share} der Zeit war kein Gesicht zu sehen.",
    seek="Stelle im Verlauf",
    score_at="Wertung {score}",
    nobody_at="kein Gesicht zu sehen",
    best="Bester Augenblick: {time} (Wertung {score})",
    weakest="Schwächster Augenblick: {time} (Wertung {score})",
    figures="Alle Zahlen",
    timeline="Wahrscheinlichkeiten der sieben Ausdrücke und darunter die Wertung, über die Zeit",
    timeline_text="Die Wertung ist {score} von 100. Im Mittel am wahrscheinlichsten: {most}.",
    columns=("Ausdruck", "Sekunden", "Anteil", "Wahrscheinlich"),
    readings=(
        "Sekunden und Anteil zählen, was im Bild stand. Wahrscheinlich ist der Mittelwert der "
        "Wahrscheinlichkeiten des Netzes: die farbigen Flächen im Bild des Verlaufs und das, "
        "woraus die Wertung entsteht. Ein Ausdruck kann zeitweise wahrscheinlich sein, ohne je "
        "der wahrscheinlichste zu sein."
    ),
    expressions={
        Expression.ANGRY: "Wütend",
        Expression.DISGUST: "Ekel",
        Expression.FEAR: "Angst",
        Expression.HAPPY: "Fröhlich",
        Expression.SAD: "Traurig",
        Expression.SURPRISE: "Überrascht",
        Expression.NEUTRAL: "Neutral",
    },
    unsure="Unsicher",
    tuned=(
        "Ein Gesicht wurde, ganz oder zeitweise, an sich selbst in Ruhe gemessen: Was auf diesem "
        "Gesicht schon in Ruhe nach einem anderen Ausdruck aussieht, wurde abgezogen."
    ),
    meaning=(
        "Der Positivwert ist das Hundertfache des Anteils der sichtbaren Zeit, der auf Fröhlich, "
        "Neutral und Überrascht entfällt und nicht auf Wütend, Ekel, Angst und Traurig. Jeder "
        "Augenblick zählt mit seinen Wahrscheinlichkeiten. Er sagt, wie ein Gesicht für ein "
        "kleines Netz aussah, das oft irrt. Er sagt nicht, wie sich jemand fühlte, noch ob ein "
        "Vortrag gut war, und er ist nicht dafür da, andere zu beurteilen. Auf dem Server bleibt "
        "davon nichts."
    ),
)


class German(Words):
    """German."""

    NAME = "Deutsch"
    REPORT_WORDS = GERMAN
    EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = {
        **{expression: name for expression, name in GERMAN.expressions.items()},  # noqa: C416
        None: GERMAN.unsure,
    }
    DRAWN_EXPRESSIONS = EXPRESSIONS
    LANGUAGE = "Sprache"

    PROMISE = "Sehen Sie live im Kamerabild, welchen Ausdruck jedes Gesicht zeigt."
    BEFORE_START = """
- **Ihr Video** geht an diesen Server, wird in seinem Speicher bearbeitet und kommt sofort zurück. \
Kein Bild wird aufbewahrt oder weitergegeben, kein Ton wird gesandt. Die Kamera geht erst mit \
**Start** an und mit **Stopp** aus.
- **Was er sieht**, ist, wie ein Gesicht in einem Augenblick aussieht, und oft irrt er. Was ein \
Mensch fühlt, kann er nicht wissen.
- **Nicht dafür da**, andere zu beurteilen: nicht bei der Arbeit, nicht in der Schule, nicht im \
Vorstellungsgespräch. Für sich selbst, oder unter Menschen, die zugestimmt haben.
"""

    PRIVACY = "Im Speicher des Servers bearbeitet und sofort zurückgesandt. Kein Bild wird aufbewahrt, kein Ton gesandt."
    EXAMPLE = "Keine Kamera da? Das Beispiel abspielen"
    GO_ON = "Weiter"
    LEFT_LIVE = "Die Kamera ging aus, als Sie eine andere Seite ansahen. Was aufgezeichnet wurde, ist noch da."
    CONNECTING = "Verbinde"
    START = "Start"
    STOP = "Stopp"
    SELECT_DEVICE = "Kamera wählen"
    COMPONENT_WORDS = Translations(
        start=START,
        stop=STOP,
        select_device=SELECT_DEVICE,
        device_ask_permission="Erlauben Sie die Kamera, um eine zu wählen.",
        device_not_available="Keine Kamera gefunden.",
        device_access_denied="Die Kamera ist für diese Seite nicht erlaubt.",
        media_api_not_available="Dieser Browser kann auf dieser Seite keine Kamera öffnen.",
        turn_camera_on="Kamera einschalten",
        turn_camera_off="Kamera ausschalten",
        select_camera="Kamera wählen",
    )

    STATES: ClassVar[Mapping[LiveState, tuple[str, str]]] = {
        LiveState.READY: ("Bereit", "Start öffnet die Kamera."),
        LiveState.BLOCKED: ("Keine Kamera", "Was zu tun ist, steht im Bild."),
        LiveState.CONNECTING: ("Verbinde", "Das erste Bild kommt gleich."),
        LiveState.LIVE: ("Live", ""),
        LiveState.NO_FACE: ("Kein Gesicht zu sehen", "Schauen Sie zur Kamera, mit Licht von vorn."),
        LiveState.CAMERA_OFF: (
            "Kamera aus",
            "Das Bild ist schwarz: Schalten Sie die Kamera ein, oder decken Sie sie auf.",
        ),
        LiveState.FAILED: ("Keine Verbindung", "Es ist kein Bild zurückgekommen."),
        LiveState.LOST: ("Verbindung verloren", "Es kommen keine Bilder mehr zurück."),
        LiveState.TOO_LARGE: (
            "Bilder zu groß",
            "Die Kamera hat größere Bilder geschickt, als diese Seite nimmt: Drücken Sie Stopp, und wählen Sie eine andere.",
        ),
    }
    OFFER_REFUSED = "Dieser Browser wollte etwas anderes als ein Video hin und zurück, darum hat kein Stream begonnen. Vielleicht liegt es an einer Erweiterung; die Fotoseite kommt ohne Stream aus."
    CONNECTION_ADVICE = """
**Was Sie versuchen können**

1. Warten Sie kurz, und drücken Sie **Noch einmal versuchen**.
2. Verlassen Sie das Netz von Firma oder Schule oder das VPN: Das Netz des Telefons geht oft.
3. Nehmen Sie einen anderen Browser; die neuesten von Chrome, Firefox, Edge und Safari gehen.
4. Die Seite **Fotos** geht immer.
"""
    RELAY_MISSING = (
        "Diese Seite hat kein Relais (keinen TURN-Server), das strenge Netze brauchen. Ihr Betreiber muss "
        "eines einrichten."
    )
    RELAY_SET = (
        "Diese Seite hat für strenge Netze ein Relais (einen TURN-Server). Geht es in keinem Netz, muss ihr "
        "Betreiber nachsehen, ob das Relais läuft und ob Name und Kennwort stimmen."
    )
    RELAY_FAILED = "{service} hätte ein Relais leihen sollen und tat es nicht. Der Betreiber findet den Grund im Log."
    ROUTES: ClassVar[Mapping[Route, str]] = {
        Route.DIRECT: "Das Video kommt auf direktem Weg.",
        Route.RELAY: "Das Video kommt über ein Relais.",
    }
    TRY_AGAIN = "Noch einmal versuchen"

    FULL = "Gerade sind alle Plätze besetzt: {most} können zugleich live sein."
    ADDRESS_FULL = (
        "Andere in Ihrem Netz haben schon alle Plätze, die ein Netz zugleich haben kann: {most}."
    )
    TIME_IS_UP = (
        "Ihre Zeit war um, da andere warteten. Danke, dass Sie Platz machen! Sie können sich wieder in "
        "die Schlange stellen."
    )
    MAKE_ROOM = (
        "Andere warten: In etwa {seconds} Sekunden geht Ihr Platz an sie. Danach können Sie sich wieder in "
        "die Schlange stellen."
    )
    NO_FRAMES = "{seconds} Sekunden lang kam kein Bild, deshalb wurde Ihr Platz frei. Sie können neu starten."
    YOUR_TURN = "Sie sind an der Reihe"
    WAITING = "In der Schlange: {waiting}."
    STAND_IN_LINE = "In die Schlange stellen"
    IN_LINE = "Vor Ihnen: {before}. Ihre Kamera geht an, wenn Sie an der Reihe sind."
    MOVING = "Dieser Server ist voll. Ein anderer hat Platz: Sie werden dorthin gebracht."
    SERVER_STOPPED = "Der Server, auf dem Sie waren, musste anhalten. Jetzt sind Sie auf einem anderen; Ihre Aufzeichnungen sind noch da."
    SERVER_STOPPED_START = "Drücken Sie Start, um weiterzumachen."
    SERVER_STOPPED_FILES = "Bitte laden Sie Ihre Dateien noch einmal hoch."
    FULL_MEANWHILE = "Fotos gehen inzwischen immer:"
    ADVICE_FROM_OWNER = "Das muss der Betreiber dieser Seite in Ordnung bringen:"

    MAIN_FACE = "Hauptgesicht"
    NO_MAIN_FACE = "keines"
    FACES = ("Gesicht", "Gesichter")
    FRAMES_PER_SECOND = "Bilder je Sekunde"
    MILLISECONDS = "ms je Bild auf dem Server"
    DETAILS = "Einzelheiten"
    ERRORS = (
        "{errors} Bild konnte nicht beschriftet werden und kam, wie es war, zurück.",
        "{errors} Bilder konnten nicht beschriftet werden und kamen, wie sie waren, zurück.",
    )

    CONTROLS = "Einstellungen"
    CAMERA = "Kamera für den Start"
    CAMERA_HELP = (
        "Während das Bild live ist, wechselt der Pfeil neben dem Kamerazeichen darunter die Kamera."
    )
    CAMERAS: ClassVar[Mapping[Camera, str]] = {Camera.FRONT: "Vorn", Camera.BACK: "Hinten"}
    MIRROR = "Bild spiegeln"
    MIRROR_HELP = "Wie im Spiegel: für die vordere Kamera."
    SENSITIVITY = "Gesichter finden"
    SENSITIVITY_HELP = "Mehr findet auch kleine und gedrehte, und manchmal eines, wo keines ist."
    SENSITIVITIES: ClassVar[Mapping[Sensitivity, str]] = {
        Sensitivity.LOW: "Weniger",
        Sensitivity.NORMAL: "Normal",
        Sensitivity.HIGH: "Mehr",
    }
    DRAWN = "Auf jedes Gesicht zeichnen"
    DRAWN_NAMES: ClassVar[Mapping[Drawn, str]] = {
        Drawn.BOX: "Rahmen",
        Drawn.LABEL: "Namen",
        Drawn.BARS: "Balken",
    }
    DRAWN_HELP = "Nichts gewählt zeigt das Bild, wie es ist."

    CAMERA_PROBLEMS: ClassVar[Mapping[str, str]] = {
        "NotAllowedError": (
            "Die Kamera ist für diese Seite gesperrt. Erlauben Sie sie mit dem Kamerazeichen in der "
            "Adresszeile (am Telefon in den Einstellungen des Browsers für diese Seite), und drücken "
            "Sie wieder Start."
        ),
        "NotFoundError": "Keine Kamera gefunden. Schließen Sie eine an, und drücken Sie wieder Start.",
        "NotReadableError": (
            "Ein anderes Programm benutzt die Kamera. Schließen Sie es, und drücken Sie wieder Start."
        ),
        "insecure": "Browser öffnen eine Kamera nur auf sicheren Seiten. Öffnen Sie diese mit https:// davor.",
        "other": "Die Kamera ging nicht auf. Schließen Sie, was sie sonst benutzt, und drücken Sie wieder Start.",
        "in-app": (
            "Diese Seite ist in einer anderen App geöffnet, deren Browser die Kamera oft sperrt. Öffnen "
            "Sie sie in Safari, Chrome oder Firefox."
        ),
    }

    TUNE = "Auf mein Gesicht einstellen"
    TUNE_HELP = (
        "Schauen Sie drei Sekunden lang entspannt in die Kamera. Danach werden die Ausdrücke des "
        "größten Gesichts daran gemessen: Gesichter in Ruhe unterscheiden sich stärker als Stimmungen. "
        "Es gilt nur für diesen Besuch: sieben Zahlen, kein Bild."
    )
    TUNE_LOOK = "Entspannt in die Kamera schauen: {seconds}"
    TUNE_TROUBLES: ClassVar[Mapping[Trouble, str]] = {
        Trouble.LOST: "Das Gesicht war weg, oder ein anderes kam. Bleiben Sie im Bild; es beginnt neu.",
        Trouble.EXPRESSIVE: "Das war kein Gesicht in Ruhe. Entspannt, ohne Lächeln; es beginnt neu.",
        Trouble.UNSTEADY: "Das Gesicht hat sich verändert. Bitte ruhig halten, bei gleichem Licht; es beginnt neu.",
        Trouble.NO_FACE: "Das Gesicht war nicht gut zu sehen. Schauen Sie in die Kamera; es beginnt neu.",
    }
    TUNE_GIVEN_UP = "Es waren keine drei Sekunden in Ruhe zu sehen. Setzen Sie sich ins Licht und versuchen Sie es noch einmal."
    TUNE_CANCEL = "Einstellen abbrechen"
    TUNED = "Auf Ihr Gesicht eingestellt"
    TUNE_UNDO = "Einstellung aufheben"
    TUNE_SAVE = "Mitnehmen (JSON)"
    TUNE_LOAD = "Aus einer Datei"
    TUNE_FILE = "Die Datei, die Sie von einem früheren Besuch mitgenommen haben"
    TUNE_NO_FILE = (
        "Das ist keine solche Datei: erwartet wird die, die diese Seite zum Mitnehmen gab."
    )
    TUNE_UPLOAD = "Das größte Gesicht ist meines: wie eingestellt lesen"
    TUNE_UPLOAD_HELP = "Sie haben auf der Live-Seite in diesem Besuch auf Ihr Gesicht eingestellt."

    RECORD = "Aufzeichnen"
    STOP_RECORDING = "Aufzeichnung beenden"
    CANCEL = "Abbrechen"
    RECORD_HELP = (
        "Start, dann Aufzeichnen: Sekunde für Sekunde wird festgehalten, was zu sehen ist (Ausdrücke "
        "und Zeiten, nie ein Bild), und am Ende steht eine Wertung."
    )
    RECORD_GOES_ON = (
        "Aufzeichnung beenden zeigt die Wertung dessen, was bis dahin aufgezeichnet ist."
    )
    PRACTICE_LENGTH = "Üben"
    PRACTICE_HELP = "Für einen Vortrag oder ein Gespräch: Die Aufzeichnung endet von selbst, wenn die Zeit um ist."
    NO_LIMIT = "Frei, bis ich aufhöre"
    REHEARSALS: ClassVar[Mapping[int, str]] = {
        60: "Eine Minute, um sich vorzustellen",
        120: "Eine Antwort im Vorstellungsgespräch, 2 min",
    }
    MINUTES = "{minutes} min"
    HIDE_LABELS = "Währenddessen nichts zeichnen"
    HIDE_LABELS_HELP = (
        "Damit Sie sprechen können, ohne auf die Namen zu schauen. Das Ergebnis kommt danach."
    )
    RECORDING_WAITS = "Das Video ist abgebrochen. Die Aufzeichnung wartet darauf und geht weiter, wenn es wieder da ist."
    KEEP_CLIP = "Das Bild behalten, um es wieder anzusehen"
    KEEP_CLIP_HELP = (
        "Dieser Browser behält das beschriftete Bild als Clip, solange Sie aufzeichnen: in seinem eigenen "
        "Speicher, nie hochgeladen, fort, wenn die Seite zugeht. Beim Ergebnis können Sie ihn speichern."
    )
    KEEP_SOUND = "mit Ton"
    KEEP_SOUND_HELP = "Von Ihrem Mikrofon, nur in diesen Clip. Er verlässt diesen Browser nie."
    OWN_CLIP = "Nur diese Seite hat diesen Clip: Er ist fort, wenn sie zugeht."
    OWN_CLIP_SILENT = (
        "Das Mikrofon war nicht erlaubt, also hat der Clip keinen Ton. Nur diese Seite hat ihn."
    )
    OWN_CLIP_GONE = "Der Clip ist fort, weil die Seite inzwischen zu war oder neu geladen wurde."
    OWN_CLIP_SAVE = "Den Clip speichern"
    RESULTS = "Ergebnis"
    RECORDING_CHOICE = "Aufzeichnung"
    RECORDING_NAME = "Aufzeichnung {number} ({length})"
    WHICH_FACE = "Gesicht"
    COMPARISON = "Aufzeichnungen dieses Besuchs"
    TAKE_ALONG = "Mitnehmen"
    SCORE_CARD = "Ergebniskarte (PNG)"
    SCORE_CARD_MEANING = (
        "Wie ein Gesicht für ein kleines Netz aussah, das oft irrt, nicht wie sich jemand fühlte."
    )
    REPORT_TITLE = "Titel des Berichts"
    REPORT = "Bericht (HTML)"
    TIMELINE_CSV = "Verlauf (CSV)"
    SUMMARY_CSV = "Zusammenfassung (CSV)"
    JSON_FILE = "Alles (JSON)"
    NOTHING_STAYS = (
        "Aufzeichnungen liegen für diesen Besuch im Speicher des Servers, und in diesem Tab Ihres "
        "Browsers, damit beim Neuladen keine verloren geht. Wird die Seite geschlossen, sind sie weg. "
        "Was Sie herunterladen, haben nur Sie."
    )

    LIVE_PAGE = "Live"
    PHOTO_PAGE = "Fotos"
    ABOUT_PAGE = "Über"
    VIDEO_PAGE = "Videos"

    PHOTO_TITLE = "Fotos"
    PHOTO_PROMISE = (
        "Welchen Ausdruck zeigt jedes Gesicht eines Fotos? Ein Foto wird im Speicher des Servers "
        "bearbeitet und ist weg, wenn Sie es entfernen oder die Seite schließen. Das geht auch, wo das "
        "Live-Video nicht geht."
    )
    PHOTO_UPLOAD = "Hochladen"
    PHOTO_UPLOAD_LABEL = "Ein Foto oder mehrere: JPEG, PNG, WebP, HEIC oder AVIF, bis 64 Megapixel"
    PHOTO_TAKE = "Aufnehmen"
    PHOTO_TAKE_LABEL = "Ein Foto mit der Kamera aufnehmen"
    PHOTO_WORKING = "{name} wird betrachtet"
    PHOTO_NO_FACE = (
        "Es wurde kein Gesicht gefunden. Gefunden werden Gesichter von vorn, gut beleuchtet und nicht "
        "zu klein: mindestens ein Dreißigstel der kürzeren Seite."
    )
    PHOTO_NO_FACE_SHORT = "kein Gesicht gefunden"
    PHOTO_FACE = "Gesicht {number}"
    PHOTO_CLEAR = "Alle Fotos entfernen"
    PHOTO_COUNT = ("{count} Foto", "{count} Fotos")
    PHOTO_FIGURES = "Wahrscheinlichkeiten"
    PHOTO_DOWNLOAD = "Beschriftetes Foto in voller Größe"
    PHOTO_CSV = "Tabelle (CSV)"

    VIDEO_TITLE = "Videos"
    VIDEO_PROMISE = (
        "Laden Sie einen aufgenommenen Vortrag hoch, und er kommt mit beschrifteten Gesichtern, seinem "
        "Ton und einer Wertung über die Zeit zurück. Beides wird nur für diesen Besuch behalten."
    )
    VIDEO_LIMITS = "MP4, MOV, WebM oder MKV, bis {megabytes} MB und {minutes} Minuten"
    VIDEO_INFO = "{name}: {width} x {height} Pixel, {length}, {sound}"
    VIDEO_SOUND = "mit Ton"
    VIDEO_NO_SOUND = "ohne Ton"
    VIDEO_UNKNOWN_LENGTH = "unbekannt lang"
    VIDEO_TOO_LONG = "Das Video ist {length} lang; höchstens {minutes} Minuten sind möglich."
    VIDEO_START = "Dieses Video beschriften"
    VIDEO_CANCEL = "Abbrechen"
    VIDEO_WAITING = "In der Warteschlange: {place} vor Ihnen."
    VIDEO_RUNNING = "{share}, {rate} Bilder je Sekunde, noch {left}"
    VIDEO_RUNNING_UNKNOWN = "{frames} Bilder fertig, {rate} je Sekunde"
    VIDEO_LEFT_UNKNOWN = "eine Weile"
    VIDEO_PREVIEW = "Das neueste beschriftete Bild"
    VIDEO_CANCELLED = "Abgebrochen. Kein Ergebnis wurde behalten."
    VIDEO_ANOTHER = "Ein anderes Video"
    VIDEO_DONE = "Fertig: {frames} Bilder in {time} (Minuten:Sekunden)."
    VIDEO_SOUND_LOST = (
        "Der Ton des Videos war nicht oder nicht ganz lesbar: Was nicht lesbar war, fehlt."
    )
    VIDEO_DOWNLOAD = "Beschriftetes Video (MP4)"

    REFUSED_UPLOADS: ClassVar[Mapping[TooMuch, str]] = {
        TooMuch.VISIT: "Das wurde nicht angenommen: Mehr als bisher darf ein Besuch nicht hochladen. Entfernen Sie erst eine Datei.",
        TooMuch.ALL: "Das wurde nicht angenommen: Der Server hat gerade keinen Platz dafür. Versuchen Sie eine kleinere Datei, oder später.",
        TooMuch.OFTEN: "Das wurde nicht angenommen: So viele Dateien kamen auf einmal. Versuchen Sie es in einer Minute wieder.",
    }

    FAULTS: ClassVar[Mapping[Fault, str]] = {
        Fault.EMPTY: "Die Datei ist leer.",
        Fault.NO_PHOTO: "Das ist kein Bild: erwartet wird ein Foto als JPEG, PNG, WebP, HEIC oder AVIF.",
        Fault.PHOTO_FORMAT: "Erwartet wird ein Foto als JPEG, PNG, WebP, HEIC oder AVIF, dies ist {got}.",
        Fault.PHOTO_SIZE: "Das Bild hat {got} Pixel; höchstens {limit} Megapixel und 16.384 Pixel je Seite sind möglich.",
        Fault.PHOTO_MEMORY: (
            "Das Bild hat {got} Pixel; dieser Server hat gerade Speicher für {limit} Millionen. Versuchen "
            "Sie ein kleineres, oder später."
        ),
        Fault.PHOTO_DAMAGED: "Das Bild ist beschädigt und nicht lesbar ({got}).",
        Fault.NO_CLIP: "Das ist kein lesbares Video: erwartet wird MP4, MOV, WebM oder MKV.",
        Fault.CLIP_WITHOUT_PICTURES: "Das Video enthält keine Bilder.",
        Fault.CLIP_SIZE: "Das Video hat {got} Pixel; höchstens {limit} je Seite sind möglich.",
        Fault.CLIP_CODEC: "Die Bilder des Videos sind in einer Weise kodiert, die hier nicht lesbar ist ({got}).",
        Fault.CLIP_LENGTH: "Das Video ist länger, als es angibt; höchstens {limit} Minuten sind möglich.",
        Fault.CLIP_FRAMES: "Das Video hat mehr als {limit} Bilder; mehr sind nicht möglich.",
        Fault.CLIP_MEMORY: "Das Video hat {got} Pixel; dieser Server hat gerade Speicher für {limit} Millionen. Versuchen Sie ein kleineres, oder später.",
        Fault.CLIP_RESULT: "Das beschriftete Video wäre größer als {limit} MB; mehr kann nicht behalten werden. Versuchen Sie ein kürzeres.",
        Fault.NO_MEMORY: "Der Server hat gerade zu wenig Speicher dafür. Versuchen Sie es später wieder.",
        Fault.DISK: "Auf dem Server ist kein Platz mehr für das Ergebnis. Versuchen Sie es später wieder.",
        Fault.BUSY: "Zu viele andere sind vorher dran. Versuchen Sie es in ein paar Minuten wieder.",
        Fault.STOPPED_MEMORY: "Das hat zu viel Speicher gebraucht und wurde abgebrochen.",
        Fault.STOPPED_TIME: "Das hat zu lange gedauert und wurde abgebrochen.",
        Fault.STOPPED: "Das konnte nicht bearbeitet werden und wurde abgebrochen.",
    }

    ROOM_PAGE = "Raum"
    ROOM_TITLE = "Ein Raum für ein Publikum"
    ROOM_ABOUT = (
        "Man kommt über einen Link dazu, und Sie sehen live, wie die Gesichter alle zusammen aussehen. "
        "Von weniger als {least} Menschen ist nichts zu sehen, und nie etwas von einem allein."
    )
    ROOM_PROTECTS = (
        "So erfahren Sie weder, was ein einzelnes Gesicht zeigte, noch wer kam, ging oder wegsah. Eine "
        "Stimmung, die alle teilen, verbirgt das nicht, und es schützt nicht vor einem Gastgeber, der "
        "eigene Seiten in den Raum bringt."
    )
    ROOM_PROMISE = (
        "Ich verspreche: Alle, die beitreten, sind erwachsen und einverstanden. Wir sind nicht bei der "
        "Arbeit und nicht im Unterricht, wo die KI-Verordnung der EU, Artikel 5 Absatz 1 Buchstabe f, "
        "es verbietet, auf Gefühle zu schließen."
    )
    ROOM_OPEN = "Raum öffnen"
    ROOM_CODE_IS = "Kennzahl"
    ROOM_LINK = "Link zum Raum"
    ROOM_QR = "QR-Code des Links zum Raum"
    ROOM_PEOPLE = "{people} Menschen sind dabei."
    ROOM_FEWER = "Weniger als {least} Menschen sind dabei."
    ROOM_ENDS = "Der Raum endet spätestens in {minutes} min."
    ROOM_NOBODY_YET = "Werte gibt es, sobald {least} Menschen ihr Gesicht zeigen. Nachgesehen wird in {seconds} s."
    ROOM_SILENCE = "Da jemand kam oder ging, kommen die nächsten Werte in {seconds} s."
    ROOM_PAUSED = "Pause: Nichts wird gezeigt und nichts behalten."
    ROOM_WAITS = "Die nächsten Werte kommen in wenigen Sekunden."
    ROOM_AWAY = (
        "Die Räume antworten gerade nicht. Was zu sehen war, bleibt; die Seite versucht es weiter."
    )
    ROOM_MOOD = "Die Gesichter sehen so aus: {mood}"
    ROOM_BAND = "Wie die Gesichter aussahen, alle zusammen"
    ROOM_BAND_TEXT = "Im Mittel: {most}."
    ROOM_NO_BAND = "Hier kommt ein Band der sieben Ausdrücke über die Zeit."
    ROOM_MARK = "Diesen Moment benennen"
    ROOM_MARK_ADD = "Merken"
    ROOM_PAUSE = "Pause"
    ROOM_RESUME = "Weiter"
    ROOM_END = "Raum beenden"
    ROOM_END_ASKS = "Für alle beenden? Was zu sehen war, bleibt auf dieser Seite, und nur hier."
    ROOM_END_YES = "Ja, beenden"
    ROOM_END_NO = "Nein, weiter"
    ROOM_ENDED = "Der Raum ist zu Ende, und nichts bleibt davon, als was diese Seite zeigt."
    ROOM_NOTHING_SHOWN = "Es gab keine Werte."
    ROOM_STAYS = "Nichts davon wird behalten, außer auf dieser Seite. Nehmen Sie es mit, bevor Sie sie schließen oder neu laden."
    ROOM_REPORT: ClassVar[Mapping[str, str]] = {
        "looked_all": "Zusammen wirkten die Gesichter fast die ganze Zeit {first}.",
        "looked_most": "Zusammen wirkten die Gesichter die meiste Zeit {first}.",
        "looked_mixed": "Zusammen wirkten die Gesichter abwechselnd {first} und {second}.",
        "looked_from": "Von {start} bis {end} wirkten sie {look}.",
        "in_view": "{share} der Zeit gab es Werte.",
        "out_of_view": "{share} der Zeit gab es keine Werte.",
        "nobody_at": "keine Werte",
    }
    ROOM_BY_CODE = "Einem Raum beitreten"
    ROOM_CODE = "Die Kennzahl, die der Gastgeber nennt"
    ROOM_FIND = "Suchen"
    ROOM_SHARES = (
        "**Sie sind in einen Raum eingeladen.** Wer ihn leitet, sieht, wie die Gesichter aller zusammen "
        "aussehen, nie Ihres allein, und nichts von weniger als {least} Menschen. Ihr Bild bekommt "
        "niemand zu sehen. Treten Sie nur bei, wenn Sie erwachsen sind und es möchten."
    )
    ROOM_JOIN = "Beitreten"
    ROOM_NOT_NOW = "Jetzt nicht"
    ROOM_IN = "In einem Raum: Summen werden geteilt"
    ROOM_IN_PAUSED = "In einem Raum: Pause, nichts wird geteilt"
    ROOM_IN_BEFORE_START = "In einem Raum: vor dem Start wird nichts geteilt"
    ROOM_LEAVE = "Raum verlassen"
    ROOM_LEFT = "Sie sind nicht mehr im Raum: Er ist zu Ende, oder ein anderer Tab von Ihnen ist beigetreten. Nichts wird geteilt."
    ROOM_REFUSALS: ClassVar[Mapping[Refusal, str]] = {
        Refusal.NO_ROOM: "Diesen Raum gibt es nicht, oder er ist zu Ende. Sehen Sie noch einmal nach der Kennzahl.",
        Refusal.AWAY: "Die Räume antworten gerade nicht. Versuchen Sie es gleich noch einmal.",
        Refusal.FULL: "Voll: Es sind so viele, wie es sein dürfen.",
        Refusal.WAIT: "Zu viele falsche Kennzahlen wurden versucht. Versuchen Sie es in einigen Sekunden wieder.",
        Refusal.NO_PROMISE: "Ein Raum öffnet sich nur mit diesem Versprechen.",
        Refusal.NO_WORD: "Schreiben Sie zuerst ein Wort oder zwei.",
    }

    OPERATOR = "Betrieb"
    OPERATOR_ASKS = "Kennwort (FACECUE_OPERATOR_SECRET)"
    OPERATOR_OPEN = "Öffnen"
    OPERATOR_WRONG = "Das ist es nicht."
    OPERATOR_PAUSE = (
        "Es wurde falsch geraten. Der nächste Versuch wird in {seconds} s angesehen; dieser nicht."
    )
    OPERATOR_LIVE = "Besucher live"
    OPERATOR_WAITING = "In der Schlange"
    OPERATOR_MEMORY = "Speicher"
    OPERATOR_CPU = "Rechenzeit, von einem Kern"
    OPERATOR_ERRORS = "Fehler seit dem Start"
    OPERATOR_IN_STEP = "Im Gleichschritt mit den anderen Servern."
    OPERATOR_OUT_OF_STEP = (
        "Redis antwortet nicht: Jeder Server ist für sich, und nur dieser wird gezeigt."
    )
    OPERATOR_SERVERS = (
        "Server",
        "Live",
        "Bilder je Sekunde",
        "Rechenzeit, von einem Kern",
        "Speicher",
        "Fehler",
        "Letzte Nachricht",
    )
    OPERATOR_AGE = "vor {seconds} s"
    OPERATOR_COLUMNS = ("Besucher", "Bilder je Sekunde", "ms je Bild", "Gesichter", "Fehler")

    ABOUT_TITLE = "Über FaceCue"
    ABOUT_TEXT = """
**Was es tut.** Jedes Bild geht auf dem Server durch drei Schritte: Eine Kaskade findet Gesichter, \
ein kleines Netz sagt zu jedem, nach welchem von sieben Ausdrücken es aussieht, und die Antworten \
werden über einen Bruchteil einer Sekunde gemittelt, damit der Name nicht flackert. Das Netz ist \
klein, hat 700.000 Zahlen und wurde mit FER2013 trainiert.

**Was ein Name bedeutet.** Wie ein Gesicht in einem Augenblick aussieht. Menschen verziehen ihr \
Gesicht aus vielen Gründen: Ein Lächeln ist keine Freude, ein ruhiges Gesicht keine Ruhe. Das Netz \
irrt in etwa drei von zehn Fällen, öfter bei Angst, Ekel und Trauer, bei schlechtem Licht und bei \
gedrehten Gesichtern.

**Ihre Privatsphäre.** Bilder werden im Speicher des Servers bearbeitet und sind sofort weg. Nichts \
wird aufbewahrt oder weitergegeben, kein Ton wird gesandt, niemand wird erkannt. Eine Aufzeichnung \
enthält Ausdrücke und Zeiten, keine Bilder, und ist weg, wenn die Seite geschlossen wird.

**Wofür es nicht benutzt werden darf.** Um Menschen bei der Arbeit, in der Schule, in \
Vorstellungsgesprächen oder durch die Polizei zu beurteilen; um irgendetwas über einen Menschen zu \
entscheiden; um Gefühle, Gesundheit oder Ehrlichkeit zu erraten. In der Europäischen Union verbietet \
Artikel 5(1)(f) der KI-Verordnung, bei der Arbeit und in der Bildung auf Gefühle zu schließen. Für \
sich selbst, oder unter Menschen, die zugestimmt haben.
"""
    ABOUT_CARD = "Wie gut das Netz ist"
    ABOUT_CARD_HELP = (
        "Aus der Modellkarte (auf Englisch), geschrieben von den Befehlen, die gemessen haben."
    )
    ABOUT_VERSIONS = "Laufende Versionen"
