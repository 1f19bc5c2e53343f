-- KEYS: all codes, the room, its windows. Returns {version, register, seconds since 1970}; the first
-- two are '' where there is no such room.
local clock = redis.call('TIME')
local found = redis.call('HMGET', KEYS[2], 'version', 'register')
return {found[1] or '', found[2] or '', string.format('%.6f', clock[1] + clock[2] / 1000000)}
