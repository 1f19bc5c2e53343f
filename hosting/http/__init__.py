"""HTTP as the app serves it: headers, quotas, and what is closed. Light: no model, no WebRTC."""
