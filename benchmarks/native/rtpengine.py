#!/usr/bin/env python3
"""Calls through rtpengine with recording on, over its ng protocol (bencoded UDP).

    rtpengine.py start NG-PORT N PORTS    N calls whose far end is one socket that is never read; writes the ports that take their media, one a
                                          line in the order of the calls, says "ready" and holds the far end until it is killed
    rtpengine.py stop NG-PORT N           ends the calls, which closes their files
    rtpengine.py unpack N DIR FILE        what DIR's raw pcap files hold, as 58 bytes and the payloads, into FILE with %d for the call
"""
import glob, os, socket, struct, sys, time


def encode(x):
    if isinstance(x, dict):
        return b"d" + b"".join(encode(k) + encode(x[k]) for k in sorted(x)) + b"e"
    b = x.encode()
    return b"%d:" % len(b) + b


def decode(b, i=0):
    kind = b[i : i + 1]
    if kind == b"i":
        end = b.index(b"e", i)
        return int(b[i + 1 : end]), end + 1
    if kind in b"dl":
        i, items = i + 1, []
        while b[i : i + 1] != b"e":
            item, i = decode(b, i)
            items.append(item)
        return (dict(zip(items[::2], items[1::2])) if kind == b"d" else items), i + 1
    colon = b.index(b":", i)
    end = colon + 1 + int(b[i:colon])
    return b[colon + 1 : end].decode(), end


class Control:
    def __init__(self, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", port))
        self.socket.settimeout(10)
        self.count = 0

    def ask(self, **command):  # rtpengine answers a cookie that it knows without doing anything
        self.count += 1
        self.socket.send(b"%d-%d " % (os.getpid(), self.count) + encode({k.replace("_", "-"): v for k, v in command.items()}))
        answer = decode(self.socket.recv(65536).split(b" ", 1)[1])[0]
        if answer["result"] != "ok":
            sys.exit(f"rtpengine: {command['command']}: {answer}")
        return answer


def sdp(port):
    return f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"


def media_port(answer):
    return next(line.split()[1] for line in answer["sdp"].splitlines() if line.startswith("m="))


def start(ng, count, ports):
    far = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 0)
    far.bind(("127.0.0.1", 0))
    control = Control(int(ng))
    with open(ports, "w") as out:
        for i in range(int(count)):
            call = {"call_id": f"call{i}", "from_tag": "near", "record_call": "yes"}
            control.ask(command="offer", sdp=sdp(9), **call)
            out.write(media_port(control.ask(command="answer", to_tag="far", sdp=sdp(far.getsockname()[1]), **call)) + "\n")
    print("ready", flush=True)
    while True:
        time.sleep(60)


def stop(ng, count):
    control = Control(int(ng))
    for i in range(int(count)):
        control.ask(command="delete", call_id=f"call{i}", from_tag="near", delete_delay="0")


def unpack(count, directory, name):
    for i in range(int(count)):
        payloads = [bytes(58)]
        for path in glob.glob(f"{directory}/call{i}-*.pcap"):
            data, at = open(path, "rb").read(), 24
            while at + 16 <= len(data):
                length = struct.unpack_from("=I", data, at + 8)[0]
                payloads.append(data[at + 16 + 20 + 8 + 12 : at + 16 + length])
                at += 16 + length
        open(name % i, "wb").write(b"".join(payloads))


{"start": start, "stop": stop, "unpack": unpack}[sys.argv[1]](*sys.argv[2:])
