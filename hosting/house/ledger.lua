-- What every script begins with: the keys, what has ended, and who is where. Only Redis's own clock
-- counts, and nothing is counted but what is there now: no number can drift.

local replicas = KEYS[1]   -- sorted set, name -> when its lease ends
local abilities = KEYS[2]  -- hash, name -> "places:places of one network", -1 for all of them
local figures = KEYS[3]    -- hash, name -> JSON
local leases = KEYS[4]     -- sorted set, ticket -> when the lease of its place ends
local places = KEYS[5]     -- hash, ticket -> "live|kept:network's mark:live since:replica"
local line = KEYS[6]       -- sorted set, ticket -> waiting since; those who ask for their turn
local waiters = KEYS[7]    -- hash, ticket -> "waiting since:network's mark:replica with the page", and
                           -- "!" where they cannot be sent to another
local turns = KEYS[8]      -- sorted set, ticket -> until when it counts as asking
local pages = KEYS[9]      -- sorted set, ticket -> when it is forgotten, as no page of it is open
local spent = KEYS[10]     -- sorted set, ticket that was live once -> when it is invalid anyway

local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000

-- Lua itself would write fewer digits.
local function score(seconds) return string.format('%.6f', seconds) end

-- An entry that is not of our making is treated as not there.
local function place_of(text)
  local kind, net, since, at = string.match(text or '', '^(%a+):(%x*):([%d.]+):(.+)$')
  return kind and {kind = kind, net = net, since = since, at = at}
end

local function waiter_of(text)
  local since, net, at, stays = string.match(text or '', '^([%d.]+):(%x*):([%w-]+)(!?)$')
  since = tonumber(since or '')
  return since and {since = since, net = net, at = at, stays = stays}
end

local function write_waiter(ticket, one)
  local text = table.concat({score(one.since), one.net, one.at .. one.stays}, ':')
  redis.call('HSET', waiters, ticket, text)
end

local function write_place(ticket, kind, net, since, at, lease)
  redis.call('HSET', places, ticket, table.concat({kind, net, score(since), at}, ':'))
  redis.call('ZADD', leases, score(now + lease), ticket)
end

local function forget_place(ticket)
  redis.call('HDEL', places, ticket)
  redis.call('ZREM', leases, ticket)
end

-- Their place in line they keep; they count again once they ask.
local function pass_turn_on(ticket)
  redis.call('ZREM', line, ticket)
  redis.call('ZREM', turns, ticket)
end

local function forget_waiter(ticket)
  pass_turn_on(ticket)
  redis.call('HDEL', waiters, ticket)
  redis.call('ZREM', pages, ticket)
end

local function ended(key) return redis.call('ZRANGEBYSCORE', key, '-inf', score(now)) end

local function sweep()
  for _, name in ipairs(ended(replicas)) do
    redis.call('ZREM', replicas, name)
    redis.call('HDEL', abilities, name)
    redis.call('HDEL', figures, name)
  end
  for _, ticket in ipairs(ended(leases)) do
    local place = place_of(redis.call('HGET', places, ticket))
    if place and place.kind == 'kept' then pass_turn_on(ticket) end  -- nobody came
    forget_place(ticket)
  end
  for _, ticket in ipairs(ended(turns)) do pass_turn_on(ticket) end
  for _, ticket in ipairs(ended(pages)) do forget_waiter(ticket) end
  redis.call('ZREMRANGEBYSCORE', spent, '-inf', score(now))
end

local place = {}         -- by ticket
local most, cap = {}, {} -- by replica
local free = {}          -- by replica: places that are neither taken nor kept; below 0 where it was
                         -- alone for a while and let too many in for the house
local free_in_all = 0
local of_network = {}    -- by replica and network's mark: places taken or kept

local function is_over(at, net)
  return net ~= '' and cap[at] >= 0 and (of_network[at .. ' ' .. net] or 0) >= cap[at]
end

local function fits(at, net) return (free[at] or 0) > 0 and not is_over(at, net) end

local function occupy(at, net, count)
  local left = free[at] - count
  free_in_all = free_in_all + math.max(0, left) - math.max(0, free[at])
  free[at] = left
  if net ~= '' then
    local both = at .. ' ' .. net
    of_network[both] = (of_network[both] or 0) + count
  end
end

local function count()
  local all = redis.call('HGETALL', abilities)
  for i = 1, #all, 2 do
    local name, all_places, of_one = all[i], string.match(all[i + 1], '^(%d+):(-?%d+)$')
    if all_places then
      most[name], cap[name] = tonumber(all_places), tonumber(of_one)
      free[name] = most[name]
      free_in_all = free_in_all + most[name]
    end
  end
  all = redis.call('HGETALL', places)
  local kept = {}
  for i = 1, #all, 2 do
    local ticket, one = all[i], place_of(all[i + 1])
    if not one or not most[one.at] then
      forget_place(ticket)  -- its replica is gone
    elseif one.kind == 'live' then
      place[ticket] = one
      occupy(one.at, one.net, 1)
    else
      kept[ticket] = one
    end
  end
  -- A replica that was alone for a while may have let others in meanwhile.
  for ticket, one in pairs(kept) do
    if fits(one.at, one.net) then
      place[ticket] = one
      occupy(one.at, one.net, 1)
    else
      forget_place(ticket)
    end
  end
end

-- The replica for a visitor: the one that they are at, else that with the most room; for one who
-- stays no other.
local function choose(net, at, stays)
  if free_in_all <= 0 then return nil end
  if fits(at, net) then return at end
  if stays ~= '' then return nil end
  local best
  for name, room in pairs(free) do
    if fits(name, net) and (not best or room > free[best]
        or (room == free[best] and name < best)) then
      best = name
    end
  end
  return best
end

-- Whether this visitor's network has all that it may have, wherever they might go.
local function is_capped(net)
  for name in pairs(most) do
    if not is_over(name, net) then return 0 end
  end
  return next(most) and 1 or 0
end

local function expire(seconds)
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, string.format('%d', seconds * 1000))
  end
end
