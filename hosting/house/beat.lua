-- A replica lives: it tells what it has, and hears of the house. It is the last word on its own
-- places; what it does not name it does not renew. Where Redis has forgotten all, one beat of each
-- replica writes it anew.
-- ARGV: the replica, lease, turn, ticket's validity, expiry, 1 where it was out of step, places,
-- places of one network, figures; how many live, and of each ticket, network's mark, seconds since;
-- then of each who waits ticket, network's mark, since, seconds since they asked, and "!" where they
-- stay here.
-- Returns {how many have to make room here, how many wait, {tickets that are live elsewhere},
-- {name, places, live, age, figures of each replica}}.
local here, lease, turn, valid = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local lives = tonumber(ARGV[10])
local first_waiter = 11 + 3 * lives

sweep()
redis.call('ZADD', replicas, score(now + lease), here)
redis.call('HSET', abilities, here, ARGV[7] .. ':' .. ARGV[8])
redis.call('HSET', figures, here, ARGV[9])

local told, elsewhere = {}, {}
for i = 11, first_waiter - 1, 3 do
  local ticket, net, age = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local known = place_of(redis.call('HGET', places, ticket))
  if known and known.kind == 'live' and known.at ~= here then
    table.insert(elsewhere, ticket)  -- two were let in with it while Redis was away
  else
    told[ticket] = true
    write_place(ticket, 'live', net, now - age, here, lease)
    forget_waiter(ticket)
    redis.call('ZADD', spent, score(now + valid), ticket)
  end
end
local dropped = {}
if ARGV[6] == '1' then  -- who left meanwhile
  local all = redis.call('HGETALL', places)
  for i = 1, #all, 2 do
    local known = place_of(all[i + 1])
    if known and known.kind == 'live' and known.at == here and not told[all[i]] then
      forget_place(all[i])
      dropped[all[i]] = true
    end
  end
  for i = first_waiter, #ARGV, 5 do
    told[ARGV[i]] = true
    -- Their place was given to them as Redis went away, and they never heard of it.
    if dropped[ARGV[i]] then redis.call('ZREM', spent, ARGV[i]) end
  end
  all = redis.call('HGETALL', waiters)
  for i = 1, #all, 2 do
    local known = waiter_of(all[i + 1])
    if not known or (known.at == here and not told[all[i]]) then forget_waiter(all[i]) end
  end
end
for i = first_waiter, #ARGV, 5 do
  local ticket, net, since, silent = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local stays = ARGV[i + 4]
  local known = waiter_of(redis.call('HGET', waiters, ticket))
  -- They may have asked elsewhere since, or be live; then that counts.
  if not redis.call('ZSCORE', spent, ticket) and (not known or known.at == here) then
    since = known and known.since or math.min(tonumber(since), now)
    write_waiter(ticket, {since = since, net = net, at = here, stays = stays})
    redis.call('ZADD', pages, score(now + lease), ticket)
    if not known and turn - silent > 0 then
      redis.call('ZADD', line, score(since), ticket)
      redis.call('ZADD', turns, score(now + turn - silent), ticket)
    end
  end
end

count()
-- For each in line for whom there is no place, who has been live for longest makes room; not where
-- the place would be of no use, as the network of the one in line has its share there.
local longest, wanted = {}, 0
for _, one in pairs(place) do
  if one.kind == 'live' then
    one.since = tonumber(one.since) or now
    table.insert(longest, one)
  end
end
table.sort(longest, function(a, b) return a.since < b.since end)
for _, ticket in ipairs(redis.call('ZRANGE', line, 0, -1)) do
  if #longest == 0 then break end
  local one = not place[ticket] and waiter_of(redis.call('HGET', waiters, ticket))
  local at = one and choose(one.net, one.at, one.stays)
  if at then
    occupy(at, one.net, 1)
  elseif one then
    for i, other in ipairs(longest) do
      if not is_over(other.at, one.net) and (one.stays == '' or other.at == one.at) then
        occupy(other.at, other.net, -1)
        occupy(other.at, one.net, 1)
        if other.at == here then wanted = wanted + 1 end
        table.remove(longest, i)
        break
      end
    end
  end
end

local live, roll = {}, {}
for _, one in pairs(place) do
  if one.kind == 'live' then live[one.at] = (live[one.at] or 0) + 1 end
end
local leases_of = redis.call('ZRANGE', replicas, 0, -1, 'WITHSCORES')
for i = 1, #leases_of, 2 do
  local name = leases_of[i]
  if most[name] then
    table.insert(roll, name)
    table.insert(roll, most[name])
    table.insert(roll, live[name] or 0)
    table.insert(roll, score(math.max(0, now + lease - leases_of[i + 1])))
    table.insert(roll, redis.call('HGET', figures, name) or '')
  end
end
expire(ARGV[5])
return {wanted, redis.call('ZCARD', line), elsewhere, roll}
