"""Every word on the pages, in Spanish."""

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

SPANISH = ReportWords(
    language="es",
    direction="ltr",
    report="Lo que vio la cámara",
    made="Creado el {when}.",
    length="Duración: {length} (minutos:segundos).",
    together="Todos los rostros juntos",
    face="Rostro {number}",
    of_hundred="de 100 en la puntuación de positividad",
    no_score="No se vio ningún rostro, así que no hay puntuación.",
    count="Mostrado como positivo: {positive}; como negativo: {negative} (minutos:segundos).",
    in_view="Se vio un rostro durante el {share} del tiempo.",
    longest_positive="Tramo positivo más largo: {seconds} s, de {start} a {end}.",
    longest_negative="Tramo negativo más largo: {seconds} s, de {start} a {end}.",
    looks={
        Expression.ANGRY: "severo",
        Expression.DISGUST: "descontento",
        Expression.FEAR: "tenso",
        Expression.HAPPY: "amable",
        Expression.SAD: "decaído",
        Expression.SURPRISE: "sorprendido",
        Expression.NEUTRAL: "tranquilo",
    },
    looked_all="El rostro parecía {first} casi todo el tiempo.",
    looked_most="El rostro parecía {first} la mayor parte del tiempo.",
    looked_mixed="El rostro parecía unas veces {first} y otras {second}.",
    looked_from="De {start} a {end} parecía {look}.",
    out_of_view="No se vio ningún rostro durante el {share} del tiempo.",
    seek="Momento en la línea de tiempo",
    score_at="puntuación {score}",
    nobody_at="ningún rostro a la vista",
    best="Mejor momento: {time} (puntuación {score})",
    weakest="Momento más flojo: {time} (puntuación {score})",
    figures="Todas las cifras",
    timeline="Probabilidades de las siete expresiones y, debajo, la puntuación a lo largo del tiempo",
    timeline_text="La puntuación es de {score} sobre 100. Lo más probable de media: {most}.",
    columns=("Expresión", "Segundos", "Proporción", "Probabilidad"),
    readings=(
        "Segundos y Proporción cuentan lo que se mostró en la imagen. Probabilidad es la media de las "
        "probabilidades que da la red neuronal: son las áreas de color del gráfico, y de ellas sale la "
        "puntuación. Una expresión puede ser probable de vez en cuando sin llegar a ser nunca la más "
        "probable."
    ),
    expressions={
        Expression.ANGRY: "Enfado",
        Expression.DISGUST: "Asco",
        Expression.FEAR: "Miedo",
        Expression.HAPPY: "Alegría",
        Expression.SAD: "Tristeza",
        Expression.SURPRISE: "Sorpresa",
        Expression.NEUTRAL: "Neutral",
    },
    unsure="Dudoso",
    tuned=(
        "Un rostro se comparó consigo mismo en reposo, todo el tiempo o una parte: lo que en ese rostro "
        "en reposo parece otra expresión se descontó de las respuestas."
    ),
    meaning=(
        "La puntuación de positividad es 100 veces la parte del tiempo a la vista que corresponde a "
        "Alegría, Neutral y Sorpresa, y no a Enfado, Asco, Miedo y Tristeza. Cada momento cuenta según "
        "sus probabilidades. La puntuación dice qué aspecto tenía un rostro para una pequeña red neuronal que se "
        "equivoca a menudo. No dice qué sentía una persona ni si una charla fue buena, y no sirve para "
        "juzgar a otros. Nada de esto se ha guardado en el servidor."
    ),
)


class Spanish(Words):
    """Spanish."""

    NAME = "Español"
    REPORT_WORDS = SPANISH
    EXPRESSIONS: ClassVar[Mapping[Expression | None, str]] = {
        **{expression: name for expression, name in SPANISH.expressions.items()},  # noqa: C416
        None: SPANISH.unsure,
    }
    DRAWN_EXPRESSIONS = EXPRESSIONS
    LANGUAGE = "Idioma"

    PROMISE = "Vea en directo, en la imagen de su cámara, qué expresión muestra cada rostro."
    BEFORE_START = """
- **Su vídeo** se envía a este servidor, se procesa en su memoria y vuelve enseguida. No se guarda ni \
se cede ninguna imagen, y no se envía sonido. La cámara solo se abre cuando usted pulsa **Iniciar**, y \
se cierra con **Detener**.
- **Lo que ve** es el aspecto de un rostro en un momento dado, y se equivoca a menudo. No puede saber \
qué siente una persona.
- **No sirve para** juzgar a otras personas: ni en el trabajo, ni en clase, ni en entrevistas. Úselo \
para usted, o entre personas que hayan dado su consentimiento.
"""

    PRIVACY = "El vídeo se procesa en la memoria del servidor y vuelve enseguida. No se guarda ninguna imagen ni se envía sonido."
    EXAMPLE = "¿No hay cámara? Ver el ejemplo"
    GO_ON = "Continuar"
    LEFT_LIVE = "La cámara se apagó cuando usted pasó a otra página. Lo grabado se conserva."
    CONNECTING = "Conectando"
    START = "Iniciar"
    STOP = "Detener"
    SELECT_DEVICE = "Elegir cámara"
    COMPONENT_WORDS = Translations(
        start=START,
        stop=STOP,
        select_device=SELECT_DEVICE,
        device_ask_permission="Permita el acceso a la cámara para elegir una.",
        device_not_available="No se encontró ninguna cámara.",
        device_access_denied="La cámara no está permitida en esta página.",
        media_api_not_available="Este navegador no puede abrir una cámara en esta página.",
        turn_camera_on="Activar la cámara",
        turn_camera_off="Desactivar la cámara",
        select_camera="Elegir cámara",
    )

    STATES: ClassVar[Mapping[LiveState, tuple[str, str]]] = {
        LiveState.READY: ("Listo", "Pulse «Iniciar» para abrir la cámara."),
        LiveState.BLOCKED: ("Sin cámara", "En la imagen se indica qué hacer."),
        LiveState.CONNECTING: ("Conectando", "Esperando la primera imagen."),
        LiveState.LIVE: ("En directo", ""),
        LiveState.NO_FACE: (
            "Ningún rostro a la vista",
            "Póngase frente a la cámara, con la luz de frente.",
        ),
        LiveState.CAMERA_OFF: (
            "Cámara apagada",
            "La imagen está negra: encienda la cámara o destápela.",
        ),
        LiveState.FAILED: ("No se pudo conectar", "No ha vuelto ninguna imagen."),
        LiveState.LOST: ("Conexión perdida", "Las imágenes han dejado de volver."),
        LiveState.TOO_LARGE: (
            "Imágenes demasiado grandes",
            "La cámara envió imágenes más grandes de lo que este sitio admite: pulse «Detener» y elija otra.",
        ),
    }
    OFFER_REFUSED = "Este navegador pidió algo distinto de un vídeo de ida y vuelta, así que no se inició la transmisión. Puede que la causa sea una extensión; la página «Fotos» funciona sin transmisión."
    CONNECTION_ADVICE = """
**Qué puede probar**

1. Espere un momento y pulse **Reintentar**.
2. Salga de la red de la empresa o del centro de estudios, o de la VPN: la conexión propia de un \
teléfono suele funcionar.
3. Pruebe con otro navegador; las últimas versiones de Chrome, Firefox, Edge y Safari funcionan.
4. La página **Fotos** siempre funciona.
"""
    RELAY_MISSING = "Este sitio no tiene servidor de retransmisión (TURN), que las redes estrictas necesitan. Su responsable tiene que configurar uno."
    RELAY_SET = (
        "Este sitio tiene un servidor de retransmisión (TURN) para redes estrictas. Si no funciona en ninguna "
        "red, su responsable tiene que comprobar que esté en marcha y que el nombre y la contraseña sean "
        "correctos."
    )
    RELAY_FAILED = "{service} debería haber prestado un servidor de retransmisión y no lo hizo. El responsable de este sitio encontrará el motivo en el registro."
    ROUTES: ClassVar[Mapping[Route, str]] = {
        Route.DIRECT: "El vídeo llega directamente.",
        Route.RELAY: "El vídeo llega a través de un servidor de retransmisión.",
    }
    TRY_AGAIN = "Reintentar"

    FULL = "Ahora mismo todas las plazas están ocupadas. Plazas en directo al mismo tiempo: {most}."
    ADDRESS_FULL = "Otras personas de su red ocupan todas las plazas que una misma red puede tener a la vez: {most}."
    TIME_IS_UP = "Su tiempo ha terminado, porque había otras personas esperando. ¡Gracias por dejar sitio! Puede volver a esperar turno."
    MAKE_ROOM = "Hay otras personas esperando: dentro de unos {seconds} segundos su plaza pasará a ellas. Después puede volver a esperar turno."
    NO_FRAMES = "No llegó ninguna imagen durante {seconds} segundos, así que su plaza quedó libre. Puede volver a iniciar."
    YOUR_TURN = "Es su turno"
    WAITING = "En espera: {waiting}."
    STAND_IN_LINE = "Esperar turno"
    IN_LINE = "Delante de usted: {before}. Su cámara se abrirá cuando sea su turno."
    MOVING = "Este servidor está completo. Otro tiene sitio: se le lleva allí."
    SERVER_STOPPED = "El servidor que le atendía tuvo que detenerse. Ahora le atiende otro; sus grabaciones se conservan."
    SERVER_STOPPED_START = "Pulse Iniciar para continuar."
    SERVER_STOPPED_FILES = "Vuelva a subir sus archivos."
    FULL_MEANWHILE = "Mientras tanto, las fotos siempre funcionan:"
    ADVICE_FROM_OWNER = "El responsable de este sitio tiene que corregir esto:"

    MAIN_FACE = "Rostro principal"
    NO_MAIN_FACE = "ninguno"
    FACES = ("rostro", "rostros")
    FRAMES_PER_SECOND = "fotogramas por segundo"
    MILLISECONDS = "ms por fotograma en el servidor"
    DETAILS = "Detalles"
    ERRORS = (
        "{errors} fotograma no se pudo etiquetar y se mostró tal como llegó.",
        "{errors} fotogramas no se pudieron etiquetar y se mostraron tal como llegaron.",
    )

    CONTROLS = "Ajustes"
    CAMERA = "Cámara inicial"
    CAMERA_HELP = "Mientras la imagen está en directo, cambie de cámara con la flecha que está junto al icono de cámara, debajo de la imagen."
    CAMERAS: ClassVar[Mapping[Camera, str]] = {Camera.FRONT: "Frontal", Camera.BACK: "Trasera"}
    MIRROR = "Efecto espejo"
    MIRROR_HELP = "La imagen se ve como en un espejo: para la cámara frontal."
    SENSITIVITY = "Detección de rostros"
    SENSITIVITY_HELP = (
        "«Más» detecta también rostros pequeños y girados, y a veces un rostro donde no lo hay."
    )
    SENSITIVITIES: ClassVar[Mapping[Sensitivity, str]] = {
        Sensitivity.LOW: "Menos",
        Sensitivity.NORMAL: "Normal",
        Sensitivity.HIGH: "Más",
    }
    DRAWN = "Mostrar en cada rostro"
    DRAWN_NAMES: ClassVar[Mapping[Drawn, str]] = {
        Drawn.BOX: "Recuadro",
        Drawn.LABEL: "Etiqueta",
        Drawn.BARS: "Barras",
    }
    DRAWN_HELP = "No elija nada para ver la imagen tal cual."

    CAMERA_PROBLEMS: ClassVar[Mapping[str, str]] = {
        "NotAllowedError": (
            "La cámara está bloqueada en esta página. Permítala con el icono de cámara de la barra de "
            "direcciones (en un teléfono, en los ajustes del navegador para este sitio) y vuelva a pulsar "
            "«Iniciar»."
        ),
        "NotFoundError": (
            "No se encontró ninguna cámara. Conecte una y vuelva a pulsar «Iniciar»."
        ),
        "NotReadableError": (
            "Otro programa está usando la cámara. Ciérrelo y vuelva a pulsar «Iniciar»."
        ),
        "insecure": (
            "Los navegadores solo abren una cámara en páginas seguras. Abra esta página con https:// "
            "delante de la dirección."
        ),
        "other": "No se pudo abrir la cámara. Cierre lo que pueda estar usándola y vuelva a pulsar «Iniciar».",
        "in-app": (
            "Esta página está abierta dentro de otra aplicación, cuyo navegador suele bloquear la cámara. "
            "Ábrala en Safari, Chrome o Firefox."
        ),
    }

    TUNE = "Adaptar a mi rostro"
    TUNE_HELP = (
        "Mire a la cámara durante tres segundos, con el rostro relajado. A partir de ahí, las expresiones "
        "del rostro más grande se leen en comparación con eso: los rostros en reposo se diferencian más de "
        "una persona a otra que de un estado de ánimo a otro. Solo se conserva durante esta visita: siete "
        "números, ninguna imagen."
    )
    TUNE_LOOK = "Mire a la cámara con el rostro relajado: {seconds}"
    TUNE_TROUBLES: ClassVar[Mapping[Trouble, str]] = {
        Trouble.LOST: "El rostro se perdió o apareció otro. Siga a la vista; se vuelve a empezar.",
        Trouble.EXPRESSIVE: "Ese no era un rostro en reposo. Relájese, sin sonreír; se vuelve a empezar.",
        Trouble.UNSTEADY: "El rostro cambió entretanto. No se mueva y mantenga la misma luz; se vuelve a empezar.",
        Trouble.NO_FACE: "El rostro no se veía bien. Póngase frente a la cámara; se vuelve a empezar.",
    }
    TUNE_GIVEN_UP = "No hubo tres segundos con el rostro en reposo. Póngase frente a la cámara, con la luz de frente, e inténtelo de nuevo."
    TUNE_CANCEL = "Cancelar la adaptación"
    TUNED = "Adaptado a su rostro"
    TUNE_UNDO = "Deshacer la adaptación"
    TUNE_SAVE = "Descargar la adaptación (JSON)"
    TUNE_LOAD = "Desde un archivo"
    TUNE_FILE = "El archivo que descargó en una visita anterior"
    TUNE_NO_FILE = "Este no es el archivo esperado: tiene que ser el que esta página le ofreció para descargar."
    TUNE_UPLOAD = "El rostro más grande es el mío: leerlo con la adaptación"
    TUNE_UPLOAD_HELP = (
        "Usted hizo la adaptación a su rostro en la página «En directo», en esta visita."
    )

    RECORD = "Grabar"
    STOP_RECORDING = "Detener la grabación"
    CANCEL = "Cancelar"
    RECORD_HELP = (
        "«Iniciar» y después «Grabar»: se anota, segundo a segundo, lo que se ve (expresiones y tiempos, "
        "nunca una imagen), y al final hay una puntuación."
    )
    RECORD_GOES_ON = "«Detener la grabación» muestra la puntuación de lo grabado hasta entonces."
    PRACTICE_LENGTH = "Ensayar"
    PRACTICE_HELP = "Para una charla o una entrevista: la grabación termina por sí sola cuando se acaba el tiempo."
    NO_LIMIT = "Libremente, hasta que la detenga"
    REHEARSALS: ClassVar[Mapping[int, str]] = {
        60: "Una presentación de un minuto",
        120: "Una respuesta en una entrevista, 2 min",
    }
    MINUTES = "{minutes} min"
    HIDE_LABELS = "Sin anotaciones mientras tanto"
    HIDE_LABELS_HELP = (
        "Para que pueda hablar sin estar pendiente de las etiquetas. El resultado viene después."
    )
    RECORDING_WAITS = (
        "El vídeo se ha interrumpido. La grabación espera y continuará cuando el vídeo vuelva."
    )
    KEEP_CLIP = "Conservar la imagen para volver a verla"
    KEEP_CLIP_HELP = (
        "Mientras usted graba, este navegador conserva la imagen etiquetada como un clip: en su propia "
        "memoria, sin enviarla nunca, y desaparece al cerrar la página. Puede guardarlo junto al resultado."
    )
    KEEP_SOUND = "con sonido"
    KEEP_SOUND_HELP = "De su micrófono, solo en ese clip. Nunca sale de este navegador."
    OWN_CLIP = "Este clip solo está en esta página: desaparece al cerrarla."
    OWN_CLIP_SILENT = (
        "No se permitió el micrófono, así que el clip no tiene sonido. Solo está en esta página."
    )
    OWN_CLIP_GONE = "El clip ya no está, porque después la página se cerró o se volvió a cargar."
    OWN_CLIP_SAVE = "Guardar el clip"
    RESULTS = "Resultados"
    RECORDING_CHOICE = "Grabación"
    RECORDING_NAME = "Grabación {number} ({length})"
    WHICH_FACE = "Rostro"
    COMPARISON = "Grabaciones de esta visita"
    TAKE_ALONG = "Descargar"
    SCORE_CARD = "Tarjeta de puntuación (PNG)"
    SCORE_CARD_MEANING = "Qué aspecto tenía un rostro para una pequeña red que falla a menudo, no lo que alguien sentía."
    REPORT_TITLE = "Título del informe"
    REPORT = "Informe (HTML)"
    TIMELINE_CSV = "Línea de tiempo (CSV)"
    SUMMARY_CSV = "Resumen (CSV)"
    JSON_FILE = "Todo (JSON)"
    NOTHING_STAYS = (
        "Las grabaciones se conservan durante esta visita en la memoria del servidor, y en esta pestaña de "
        "su navegador para que no se pierda ninguna al volver a cargar la página. Desaparecen al cerrarla. "
        "Lo que usted descarga es solo suyo."
    )

    LIVE_PAGE = "En directo"
    PHOTO_PAGE = "Fotos"
    ABOUT_PAGE = "Acerca de"

    PHOTO_TITLE = "Fotos"
    PHOTO_PROMISE = (
        "¿Qué expresión muestra cada rostro de una foto? La foto se procesa en la memoria del servidor y "
        "desaparece cuando usted la quita o cierra la página. Funciona incluso donde el vídeo en directo no "
        "funciona."
    )
    PHOTO_UPLOAD = "Subir"
    PHOTO_UPLOAD_LABEL = "Una o varias fotos: JPEG, PNG, WebP, HEIC o AVIF, de hasta 64 megapíxeles"
    PHOTO_TAKE = "Hacer una foto"
    PHOTO_TAKE_LABEL = "Hacer una foto con la cámara"
    PHOTO_WORKING = "Examinando {name}"
    PHOTO_NO_FACE = (
        "No se encontró ningún rostro. Se encuentran rostros de frente, bien iluminados y no demasiado "
        "pequeños: al menos un treintavo del lado más corto de la imagen."
    )
    PHOTO_NO_FACE_SHORT = "no se encontró ningún rostro"
    PHOTO_FACE = "Rostro {number}"
    PHOTO_CLEAR = "Quitar todas las fotos"
    PHOTO_COUNT = ("{count} foto", "{count} fotos")
    PHOTO_FIGURES = "Probabilidades"
    PHOTO_DOWNLOAD = "Foto etiquetada, tamaño completo"
    PHOTO_CSV = "Tabla (CSV)"

    REFUSED_UPLOADS: ClassVar[Mapping[TooMuch, str]] = {
        TooMuch.VISIT: "Archivo no aceptado: esta visita ya contiene todo lo que puede. Quite antes un archivo.",
        TooMuch.ALL: "Archivo no aceptado: este servidor no tiene sitio para él ahora mismo. Pruebe con uno más pequeño, o más tarde.",
        TooMuch.OFTEN: "Archivo no aceptado: llegaron demasiados archivos a la vez. Inténtelo de nuevo dentro de un minuto.",
    }

    FAULTS: ClassVar[Mapping[Fault, str]] = {
        Fault.EMPTY: "El archivo está vacío.",
        Fault.NO_PHOTO: "Esto no es una imagen: se espera una foto JPEG, PNG, WebP, HEIC o AVIF.",
        Fault.PHOTO_FORMAT: "Se espera una foto JPEG, PNG, WebP, HEIC o AVIF; esta es {got}.",
        Fault.PHOTO_SIZE: "La imagen tiene {got} píxeles; el máximo es de {limit} megapíxeles y de 16 384 píxeles por lado.",
        Fault.PHOTO_MEMORY: (
            "La imagen tiene {got} píxeles; ahora mismo este servidor tiene memoria para {limit} millones de "
            "píxeles. Pruebe con una más pequeña, o más tarde."
        ),
        Fault.PHOTO_DAMAGED: "La imagen está dañada y no se puede leer ({got}).",
        Fault.NO_CLIP: "Este no es un vídeo que se pueda leer: se espera MP4, MOV, WebM o MKV.",
        Fault.CLIP_WITHOUT_PICTURES: "El vídeo no contiene imágenes.",
        Fault.CLIP_SIZE: "El vídeo tiene {got} píxeles; el máximo es de {limit} por lado.",
        Fault.CLIP_CODEC: "Las imágenes del vídeo están codificadas de una forma que aquí no se puede leer ({got}).",
        Fault.CLIP_LENGTH: "El vídeo es más largo de lo que indica; la duración máxima es de {limit} min.",
        Fault.CLIP_FRAMES: "El vídeo tiene más de {limit} fotogramas, que es el máximo admitido.",
        Fault.CLIP_MEMORY: "El vídeo tiene {got} píxeles; ahora mismo este servidor tiene memoria para {limit} millones de píxeles. Pruebe con uno más pequeño, o más tarde.",
        Fault.CLIP_RESULT: "El vídeo etiquetado pasaría de {limit} MB, que es lo máximo que se puede conservar. Pruebe con uno más corto.",
        Fault.NO_MEMORY: "El servidor no tiene memoria suficiente para esto ahora mismo. Inténtelo de nuevo más tarde.",
        Fault.DISK: "En el servidor no queda sitio para el resultado. Inténtelo de nuevo más tarde.",
        Fault.BUSY: "Hay demasiados archivos delante. Inténtelo de nuevo dentro de unos minutos.",
        Fault.STOPPED_MEMORY: "Necesitaba demasiada memoria y se detuvo.",
        Fault.STOPPED_TIME: "Tardaba demasiado y se detuvo.",
        Fault.STOPPED: "No se pudo procesar y se detuvo.",
    }

    ROOM_PAGE = "Sala"
    ROOM_TITLE = "Una sala para un público"
    ROOM_ABOUT = (
        "Se entra por un enlace, y usted ve en directo qué aspecto tienen todos los rostros juntos. No se "
        "muestra nada de menos de {least} personas, ni de una sola."
    )
    ROOM_PROTECTS = (
        "Así no sabe qué mostró el rostro de una persona, ni quién vino, se fue o miró a otro lado. No "
        "oculta un ánimo que todos comparten, ni protege de un anfitrión que trae páginas propias a la "
        "sala."
    )
    ROOM_PROMISE = (
        "Prometo: todos los que entran son adultos y están de acuerdo. No estamos en el trabajo ni en "
        "clase, donde el Reglamento de IA de la UE, artículo 5, apartado 1, letra f), prohíbe inferir "
        "emociones."
    )
    ROOM_OPEN = "Abrir una sala"
    ROOM_CODE_IS = "Código"
    ROOM_LINK = "Enlace a la sala"
    ROOM_QR = "Código QR del enlace a la sala"
    ROOM_PEOPLE = "Hay {people} personas."
    ROOM_FEWER = "Hay menos de {least} personas."
    ROOM_ENDS = "La sala se cierra en {minutes} min como máximo."
    ROOM_NOBODY_YET = "Hay cifras en cuanto {least} personas muestran el rostro. Se vuelve a mirar en {seconds} s."
    ROOM_SILENCE = "Alguien vino o se fue: las próximas cifras llegan en {seconds} s."
    ROOM_PAUSED = "En pausa: no se muestra nada ni se guarda nada."
    ROOM_WAITS = "Las próximas cifras llegan en unos segundos."
    ROOM_AWAY = "Las salas no responden ahora. Lo mostrado se queda; la página lo sigue intentando."
    ROOM_MOOD = "Los rostros parecen: {mood}"
    ROOM_BAND = "Qué aspecto tenían los rostros, todos juntos"
    ROOM_BAND_TEXT = "De media: {most}."
    ROOM_NO_BAND = "Aquí vendrá una banda de las siete expresiones a lo largo del tiempo."
    ROOM_MARK = "Poner nombre a este momento"
    ROOM_MARK_ADD = "Anotar"
    ROOM_PAUSE = "Pausa"
    ROOM_RESUME = "Seguir"
    ROOM_END = "Cerrar la sala"
    ROOM_END_ASKS = (
        "¿Cerrarla para todos? Lo mostrado se queda en esta página, y en ningún otro sitio."
    )
    ROOM_END_YES = "Sí, cerrarla"
    ROOM_END_NO = "No, seguir"
    ROOM_ENDED = "La sala se ha cerrado, y solo queda lo que muestra esta página."
    ROOM_NOTHING_SHOWN = "No hubo cifras."
    ROOM_STAYS = (
        "Nada de esto se guarda fuera de esta página. Lléveselo antes de cerrarla o recargarla."
    )
    ROOM_REPORT: ClassVar[Mapping[str, str]] = {
        "looked_all": "El conjunto de rostros parecía {first} casi todo el tiempo.",
        "looked_most": "El conjunto de rostros parecía {first} la mayor parte del tiempo.",
        "looked_mixed": "El conjunto de rostros parecía unas veces {first} y otras {second}.",
        "looked_from": "De {start} a {end} parecía {look}.",
        "in_view": "Hubo cifras durante el {share} del tiempo.",
        "out_of_view": "No hubo cifras durante el {share} del tiempo.",
        "nobody_at": "sin cifras",
    }
    ROOM_BY_CODE = "Entrar en una sala"
    ROOM_CODE = "El código que da el anfitrión"
    ROOM_FIND = "Buscarla"
    ROOM_SHARES = (
        "**Le han invitado a una sala.** Su anfitrión ve qué aspecto tienen los rostros de todos juntos, "
        "nunca el suyo solo, y nada de menos de {least} personas. Su imagen no se muestra a nadie. Entre "
        "solo si es adulto y quiere."
    )
    ROOM_JOIN = "Entrar"
    ROOM_NOT_NOW = "Ahora no"
    ROOM_IN = "En una sala: se comparten sumas"
    ROOM_IN_PAUSED = "En una sala: pausa, no se comparte nada"
    ROOM_IN_BEFORE_START = "En una sala: no se comparte nada antes de empezar"
    ROOM_LEAVE = "Salir de la sala"
    ROOM_LEFT = (
        "Ya no está en la sala: se ha cerrado, o ha entrado otra pestaña suya. No se comparte nada."
    )
    ROOM_REFUSALS: ClassVar[Mapping[Refusal, str]] = {
        Refusal.NO_ROOM: "No hay tal sala, o se ha cerrado. Revise el código.",
        Refusal.AWAY: "Las salas no responden ahora. Inténtelo de nuevo en un momento.",
        Refusal.FULL: "Está lleno: no puede haber más.",
        Refusal.WAIT: "Se probaron demasiados códigos falsos. Inténtelo de nuevo en unos segundos.",
        Refusal.NO_PROMISE: "Una sala solo se abre con esta promesa.",
        Refusal.NO_WORD: "Escriba primero una o dos palabras.",
    }

    OPERATOR = "Administración"
    OPERATOR_ASKS = "Contraseña (FACECUE_OPERATOR_SECRET)"
    OPERATOR_OPEN = "Abrir"
    OPERATOR_WRONG = "No es esa."
    OPERATOR_PAUSE = (
        "Hubo intentos erróneos. El próximo se examinará dentro de {seconds} s; este no se examinó."
    )
    OPERATOR_LIVE = "Visitantes en directo"
    OPERATOR_WAITING = "En espera"
    OPERATOR_MEMORY = "Memoria"
    OPERATOR_CPU = "CPU, de un núcleo"
    OPERATOR_ERRORS = "Errores desde el inicio"
    OPERATOR_IN_STEP = "Al paso con los otros servidores."
    OPERATOR_OUT_OF_STEP = (
        "Redis no responde: cada servidor va por su cuenta, y solo se muestra este."
    )
    OPERATOR_SERVERS = (
        "Servidor",
        "En directo",
        "Fotogramas por segundo",
        "CPU, de un núcleo",
        "Memoria",
        "Errores",
        "Última señal",
    )
    OPERATOR_AGE = "hace {seconds} s"
    OPERATOR_COLUMNS = (
        "Visitante",
        "Fotogramas por segundo",
        "ms por fotograma",
        "Rostros",
        "Errores",
    )

    ABOUT_TITLE = "Acerca de FaceCue"
    ABOUT_TEXT = """
**Qué hace.** Cada imagen pasa por tres etapas en el servidor: una cascada encuentra los rostros, una \
pequeña red neuronal dice a cuál de siete expresiones se parece cada uno, y se hace la media de las \
respuestas a lo largo de una fracción de segundo, para que la etiqueta no parpadee. La red es compacta, \
de 700\N{NO-BREAK SPACE}000 números, y se entrenó con FER2013.

**Qué significa una etiqueta.** El aspecto de un rostro en un momento dado. Se ponen caras por \
muchos motivos: una sonrisa no es alegría, y un rostro tranquilo no es tranquilidad. La red se equivoca \
unas tres veces de cada diez, y más a menudo con el miedo, el asco y la tristeza, con mala luz y con \
rostros girados.

**Su privacidad.** Las imágenes se procesan en la memoria del servidor y desaparecen enseguida. No se \
guarda nada, no se cede nada, no se envía sonido y no se reconoce a nadie. Una grabación contiene \
expresiones y tiempos, no imágenes, y desaparece al cerrar la página.

**Para qué no debe usarse.** Para juzgar a personas en el trabajo, en los estudios, en entrevistas o \
por parte de la policía; para decidir cualquier cosa sobre una persona; para adivinar sentimientos, salud u \
honradez. En la Unión Europea, el artículo 5, apartado 1, letra f), del Reglamento de Inteligencia \
Artificial prohíbe inferir emociones en el trabajo y en la educación. Úselo para usted, o entre \
personas que hayan dado su consentimiento.
"""
    ABOUT_CARD = "Hasta qué punto acierta la red neuronal"
    ABOUT_CARD_HELP = (
        "De la ficha del modelo (en inglés), escrita por los comandos que midieron sus cifras."
    )
    ABOUT_VERSIONS = "Versiones en uso"

    VIDEO_PAGE = "Vídeos"
    VIDEO_TITLE = "Vídeos"
    VIDEO_PROMISE = (
        "Suba una charla grabada y la recibirá con cada rostro etiquetado, con su sonido y con una "
        "puntuación a lo largo del tiempo. El vídeo y el resultado se conservan solo durante esta visita."
    )
    VIDEO_LIMITS = "MP4, MOV, WebM o MKV, de hasta {megabytes} MB y {minutes} min"
    VIDEO_INFO = "{name}: {width} x {height} píxeles, {length}, {sound}"
    VIDEO_SOUND = "con sonido"
    VIDEO_NO_SOUND = "sin sonido"
    VIDEO_UNKNOWN_LENGTH = "duración desconocida"
    VIDEO_TOO_LONG = "El vídeo dura {length}; la duración máxima es de {minutes} min."
    VIDEO_START = "Etiquetar este vídeo"
    VIDEO_CANCEL = "Cancelar"
    VIDEO_WAITING = "En espera: {place} delante de usted."
    VIDEO_RUNNING = "{share}, {rate} fotogramas por segundo, tiempo restante: {left}"
    VIDEO_RUNNING_UNKNOWN = "Fotogramas listos: {frames}, {rate} por segundo"
    VIDEO_LEFT_UNKNOWN = "aún sin calcular"
    VIDEO_PREVIEW = "El último fotograma etiquetado"
    VIDEO_CANCELLED = "Cancelado. No se conservó ningún resultado."
    VIDEO_ANOTHER = "Otro vídeo"
    VIDEO_DONE = "Listo: {frames} fotogramas en {time} (minutos:segundos)."
    VIDEO_SOUND_LOST = (
        "El sonido del vídeo no se pudo leer, o no por completo: lo que no se pudo leer se omitió."
    )
    VIDEO_DOWNLOAD = "Vídeo etiquetado (MP4)"
