"""What the site looks like before a page of it is open: in a browser's tab, in a shared link."""

from pathlib import Path

from hosting.http.head import Brand, Head

HERE = Path(__file__).parent

ICON = (HERE / "icon.svg").read_text(encoding="utf-8").strip()
FONT = HERE / "figtree.woff2"  # a variable font, of Latin letters
PREVIEW = HERE / "preview.jpg"  # 1200x630 pixels, as link previews want it

HEADS = {
    "en": Head(
        "FaceCue: see how your face comes across",
        "Press Start, and see live in your camera picture which expression each face shows. "
        "Rehearse a talk, and get a score. Nothing is stored.",
        no_connection="This page has no connection to its server yet, and keeps trying. If that "
        "stays so, a proxy or a network between them lets no websockets through.",
    ),
    "de": Head(
        "FaceCue: sehen, wie das eigene Gesicht wirkt",
        "Start drücken und live im Kamerabild sehen, welchen Ausdruck jedes Gesicht zeigt. "
        "Einen Vortrag üben und eine Wertung bekommen. Nichts wird aufbewahrt.",
        no_connection="Diese Seite hat noch keine Verbindung zu ihrem Server und versucht es "
        "weiter. Bleibt es dabei, lässt ein Proxy oder ein Netz dazwischen keine "
        "Websockets durch.",
    ),
    "fr": Head(
        "FaceCue : voir l'effet que produit votre visage",
        "Appuyez sur Démarrer et voyez en direct quelle expression montre chaque visage. "
        "Répétez un exposé et obtenez un score. Rien n'est conservé.",
        no_connection="Cette page n'a pas encore de connexion à son serveur, et continue "
        "d'essayer. Si cela dure, un proxy ou un réseau entre les deux ne laisse "
        "pas passer les websockets.",
    ),
    "es": Head(
        "FaceCue: vea qué impresión da su rostro",
        "Pulse Iniciar y vea en directo qué expresión muestra cada rostro. "
        "Ensaye una charla y obtenga una puntuación. No se guarda nada.",
        no_connection="Esta página aún no tiene conexión con su servidor y sigue intentándolo. "
        "Si no cambia, un proxy o una red intermedia no deja pasar los "
        "websockets.",
    ),
    "ar": Head(
        "FaceCue: كيف يبدو وجهك للآخرين",
        "اضغط على زر التشغيل وشاهد مباشرةً التعبير الذي يُظهره كل وجه. "
        "تدرّب على حديث واحصل على درجة. لا يُحفظ أي شيء.",
        "rtl",
        no_connection="لا اتصال بعد بين هذه الصفحة وخادمها، وهي تواصل المحاولة. إن استمر ذلك "
        "فثمة وسيط أو شبكة بينهما لا تسمح بمرور websockets.",
    ),
}

STYLE = (HERE / "page.css").read_text(encoding="utf-8")
SCRIPTS = ("whole_page.js", "connection.js", "held_files.js")
SCRIPT = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
BRAND = Brand(HEADS, ICON, STYLE, SCRIPT)
