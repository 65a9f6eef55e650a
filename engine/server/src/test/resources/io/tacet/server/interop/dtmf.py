"""Sends a tone with rtpdtmfsrc's keys muxed into it: dtmf.py PORT KEYS, a key every 600 ms from 600 ms on."""
import sys
import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst

Gst.init(None)
port, keys = int(sys.argv[1]), sys.argv[2]
pipeline = Gst.parse_launch(
    f"rtpdtmfmux name=mux ! udpsink host=127.0.0.1 port={port} "
    "audiotestsrc is-live=true freq=440 volume=0.3 samplesperbuffer=160 ! audio/x-raw,rate=8000,channels=1 ! mulawenc "
    "! rtppcmupay min-ptime=20000000 max-ptime=20000000 "
    "! application/x-rtp,media=audio,clock-rate=8000,encoding-name=PCMU,payload=0 ! mux.sink_0 "
    "rtpdtmfsrc name=keys pt=101 ! mux.priority_sink_0"
)
loop = GLib.MainLoop()
pad = pipeline.get_by_name("keys").get_static_pad("src")


def key(number, start):
    structure = Gst.Structure.new_from_string(
        f"dtmf-event,type=(int)1,number=(int){number},method=(int)1,volume=(int)10,start=(boolean){start}"
    )
    pad.send_event(Gst.Event.new_custom(Gst.EventType.CUSTOM_UPSTREAM, structure))


pipeline.set_state(Gst.State.PLAYING)
at = 600
for digit in keys:
    event = "0123456789*#".index(digit)
    GLib.timeout_add(at, key, event, "true")
    GLib.timeout_add(at + 120, key, event, "false")
    at += 600
GLib.timeout_add(at, loop.quit)
loop.run()
pipeline.set_state(Gst.State.NULL)
