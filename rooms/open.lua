-- A new room. KEYS: all codes, the room, its windows. ARGV: code, register, milliseconds until it
-- ends, milliseconds that any room lasts at most, how many rooms there may be. Returns 1; 0 where
-- there are too many, or there is one of that code.
local living = 0
for _, code in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if redis.call('EXISTS', '{facecue}:room:' .. code) == 1 then
    living = living + 1
  else
    redis.call('SREM', KEYS[1], code)  -- it has ended
  end
end
if living >= tonumber(ARGV[5]) or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('HSET', KEYS[2], 'version', 1, 'register', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
