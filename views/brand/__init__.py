"""What the site looks like before a page of it is open: in a browser's tab, in a shared link."""

from pathlib import Path

from hosting.http.head import Brand, Head

HERE = Path(__file__).parent

ICON = (HERE / "icon.svg").read_text().strip()
FONT = HERE / "figtree.woff2"  # a variable font, of Latin letters
PREVIEW = HERE / "preview.jpg"  # 1200x630 pixels, as link previews want it

HEADS = {
    "en": Head(
        "FaceCue: see how your face comes across",
        "Press Start, and see live in your camera picture which expression each face shows. "
        "Rehearse a talk, and get a score. Nothing is stored.",
    ),
    "de": Head(
        "FaceCue: sehen, wie das eigene Gesicht wirkt",
        "Start drücken und live im Kamerabild sehen, welchen Ausdruck jedes Gesicht zeigt. "
        "Einen Vortrag üben und eine Wertung bekommen. Nichts wird aufbewahrt.",
    ),
    "fr": Head(
        "FaceCue : voir l'effet que produit votre visage",
        "Appuyez sur Démarrer et voyez en direct quelle expression montre chaque visage. "
        "Répétez un exposé et obtenez un score. Rien n'est conservé.",
    ),
    "es": Head(
        "FaceCue: vea qué impresión da su rostro",
        "Pulse Iniciar y vea en directo qué expresión muestra cada rostro. "
        "Ensaye una charla y obtenga una puntuación. No se guarda nada.",
    ),
    "ar": Head(
        "FaceCue: كيف يبدو وجهك للآخرين",
        "اضغط على زر التشغيل وشاهد مباشرةً التعبير الذي يُظهره كل وجه. "
        "تدرّب على حديث واحصل على درجة. لا يُحفظ أي شيء.",
        "rtl",
    ),
}

SCRIPT = "\n".join((HERE / f"{name}.js").read_text() for name in ("whole_page", "held_files"))

BRAND = Brand(HEADS, ICON, (HERE / "page.css").read_text(), SCRIPT)
