"""How much a browser may send, said in the answer to its offer."""


def with_bandwidth(answer: str, kilobits: int) -> str:
    """A session description whose video is bound to ``kilobits`` a second (RFC 8866, ``b=AS``).

    Browsers keep to it, and a relay has half to carry: by itself a browser sends 1,700 at 640x480.
    """
    lines, in_video = [], False
    for line in answer.splitlines():
        if line.startswith("m="):
            in_video = line.startswith("m=video")
        lines.append(line)
        if in_video and line.startswith("c="):  # which the bandwidth comes after
            lines.append(f"b=AS:{kilobits}")
    return "".join(f"{line}\r\n" for line in lines)
