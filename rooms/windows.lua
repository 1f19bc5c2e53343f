-- KEYS: all codes, the room, its windows. ARGV: how many of them are known.
return redis.call('LRANGE', KEYS[3], ARGV[1], -1)
