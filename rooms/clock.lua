-- Redis's clock, in seconds since 1970, which is that of all rooms.
local clock = redis.call('TIME')
return string.format('%.6f', clock[1] + clock[2] / 1000000)
