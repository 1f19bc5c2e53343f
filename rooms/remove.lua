-- The room ends. KEYS: all codes, the room, its windows. ARGV: code.
redis.call('SREM', KEYS[1], ARGV[1])
return redis.call('DEL', KEYS[2], KEYS[3])
