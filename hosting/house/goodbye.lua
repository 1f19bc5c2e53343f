-- A replica ends: it and its places are gone at once. Those who waited at it keep their place in line
-- for a lease, within which they may come back at another. ARGV: the replica.
local here = ARGV[1]
sweep()
redis.call('ZREM', replicas, here)
redis.call('HDEL', abilities, here)
redis.call('HDEL', figures, here)
count()  -- which drops the places of a replica that is gone
return 0
