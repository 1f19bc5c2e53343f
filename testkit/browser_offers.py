"""Offers as browsers draw them up for one camera without sound, shortened by codecs alone."""

CHROMIUM = """\
v=0
o=- 9056492530992473814 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS 17c41250-abd5-481f-ae52-282373ea67e2
m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 45 46 98 99 118 119 120
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:DRj8
a=ice-pwd:HO/d+WUbZO96BXbbdZ/KcshO
a=ice-options:trickle
a=fingerprint:sha-256 D5:36:14:69:FB:8D:9D:2A:F7:BC:67:6C:60:08:5A:F5:F2:AE:E8:A3:A3:F8:51:51:20:7A:73:48:16:4E:8C:CC
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:toffset
a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendrecv
a=msid:17c41250-abd5-481f-ae52-282373ea67e2 5bc7842b-cd19-4267-a3d8-c2b2f7db1108
a=rtcp-mux
a=rtcp-rsize
a=rtcp-xr:rcvr-rtt=all
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 goog-remb
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:102 H264/90000
a=rtcp-fb:102 nack pli
a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
a=rtpmap:103 rtx/90000
a=fmtp:103 apt=102
a=rtpmap:45 AV1/90000
a=fmtp:45 level-idx=5;profile=0;tier=0
a=rtpmap:46 rtx/90000
a=fmtp:46 apt=45
a=rtpmap:98 VP9/90000
a=fmtp:98 profile-id=0
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rtpmap:118 red/90000
a=rtpmap:119 rtx/90000
a=fmtp:119 apt=118
a=rtpmap:120 ulpfec/90000
a=ssrc-group:FID 829139114 4279482415
a=ssrc:829139114 cname:4MeSkpcelL99Jcdi
a=ssrc:829139114 msid:17c41250-abd5-481f-ae52-282373ea67e2 5bc7842b-cd19-4267-a3d8-c2b2f7db1108
a=ssrc:4279482415 cname:4MeSkpcelL99Jcdi
a=ssrc:4279482415 msid:17c41250-abd5-481f-ae52-282373ea67e2 5bc7842b-cd19-4267-a3d8-c2b2f7db1108
"""

FIREFOX = """\
v=0
o=mozilla...THIS_IS_SDPARTA-99.0 4225436532021465104 0 IN IP4 0.0.0.0
s=-
t=0 0
a=sendrecv
a=fingerprint:sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:3A:60:46:2A:DD:6B:9B:4A:4F:9D:5B:3C
a=group:BUNDLE 0
a=ice-options:trickle
a=msid-semantic:WMS *
m=video 9 UDP/TLS/RTP/SAVPF 120 124 121 125 126 127 97 98 123 122 119
c=IN IP4 0.0.0.0
a=sendrecv
a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:5 urn:ietf:params:rtp-hdrext:toffset
a=extmap:6/recvonly http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=fmtp:126 profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1
a=fmtp:97 profile-level-id=42e01f;level-asymmetry-allowed=1
a=fmtp:120 max-fs=12288;max-fr=60
a=fmtp:124 apt=120
a=fmtp:121 max-fs=12288;max-fr=60
a=fmtp:125 apt=121
a=fmtp:127 apt=126
a=fmtp:98 apt=97
a=fmtp:119 apt=122
a=ice-pwd:6f5dcb0a9f4e9c8e2f4a2f5e0b2a7f0d
a=ice-ufrag:9a3f1c2e
a=mid:0
a=msid:{5f7e1c6c-6f0c-4a3e-8a3e-2f6f0f9d5a11} {0d2a4f1b-7c0e-4d8b-9b6f-7a3b5e8c1d22}
a=rtcp-fb:120 nack
a=rtcp-fb:120 nack pli
a=rtcp-fb:120 ccm fir
a=rtcp-fb:120 goog-remb
a=rtcp-fb:126 nack pli
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:120 VP8/90000
a=rtpmap:124 rtx/90000
a=rtpmap:121 VP9/90000
a=rtpmap:125 rtx/90000
a=rtpmap:126 H264/90000
a=rtpmap:127 rtx/90000
a=rtpmap:97 H264/90000
a=rtpmap:98 rtx/90000
a=rtpmap:123 ulpfec/90000
a=rtpmap:122 red/90000
a=rtpmap:119 rtx/90000
a=setup:actpass
a=ssrc:2683498520 cname:{b6a7c8d9-0e1f-4a2b-9c3d-4e5f6a7b8c9d}
a=ssrc:1234498520 cname:{b6a7c8d9-0e1f-4a2b-9c3d-4e5f6a7b8c9d}
a=ssrc-group:FID 2683498520 1234498520
"""

SAFARI = """\
v=0
o=- 3893489323427898001 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS 8e6f1a52-2b0c-4c3e-8b46-5e0f8a2c7d19
m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 102 125 104 124 106 107 108
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:kQ7V
a=ice-pwd:2Wb1Yk9dPq3Rz8Tn5Lx0Hc7M
a=ice-options:trickle
a=fingerprint:sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9
a=setup:actpass
a=mid:0
a=extmap:1 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:2 urn:ietf:params:rtp-hdrext:toffset
a=extmap:3 urn:3gpp:video-orientation
a=extmap:8 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendrecv
a=msid:8e6f1a52-2b0c-4c3e-8b46-5e0f8a2c7d19 4d7c9b1e-3f5a-4e60-8d2b-1c0f9e8a7b65
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:96 H264/90000
a=rtcp-fb:96 goog-remb
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 H264/90000
a=fmtp:98 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rtpmap:102 H265/90000
a=rtpmap:125 rtx/90000
a=fmtp:125 apt=102
a=rtpmap:104 VP8/90000
a=rtcp-fb:104 nack pli
a=rtpmap:124 rtx/90000
a=fmtp:124 apt=104
a=rtpmap:106 red/90000
a=rtpmap:107 rtx/90000
a=fmtp:107 apt=106
a=rtpmap:108 ulpfec/90000
a=ssrc-group:FID 3012345678 1987654321
a=ssrc:3012345678 cname:pQ9sT2uV4wX6yZ8a
a=ssrc:1987654321 cname:pQ9sT2uV4wX6yZ8a
"""

BROWSERS = {"Chromium": CHROMIUM, "Firefox": FIREFOX, "Safari": SAFARI}
