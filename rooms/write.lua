-- KEYS: all codes, the room, its windows. ARGV: the version that was read, register, milliseconds
-- until the room ends, then new windows. Returns 1; 0 where somebody else has changed it since.
if redis.call('HGET', KEYS[2], 'version') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[2], 'version', ARGV[1] + 1, 'register', ARGV[2])
for i = 4, #ARGV do redis.call('RPUSH', KEYS[3], ARGV[i]) end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return 1
