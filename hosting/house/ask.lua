-- One visitor asks. Returns {replica or '', how many before, 1 where capped, waiting since or ''};
-- {'taken'}: this ticket is or was live for somebody else; {'stranger'}: Redis has not heard of the
-- replica that asks, or has forgotten it.
local here, ticket, net, since, wish = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local lease, arrival, turn, valid = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local stays = ARGV[11]

sweep()
count()
if not most[here] then return {'stranger'} end
local mine = place[ticket]
if mine and mine.kind == 'live' then
  if mine.at ~= here then return {'taken'} end
  return {here, 0, 0, since}
end
if redis.call('ZSCORE', spent, ticket) then return {'taken'} end

local known = waiter_of(redis.call('HGET', waiters, ticket))
if wish == 'wait' then
  since = known and known.since or math.min(tonumber(since) or now, now)
  known = {since = since, net = net, at = here, stays = stays}
  write_waiter(ticket, known)
  redis.call('ZADD', line, score(since), ticket)
  redis.call('ZADD', turns, score(now + turn), ticket)
  redis.call('ZADD', pages, score(now + lease), ticket)
end
local before = redis.call('ZRANK', line, ticket) or redis.call('ZCARD', line)
if mine then occupy(mine.at, mine.net, -1) end  -- the place that is kept for them
local capped = is_capped(net)

local target
if mine then  -- it was their turn before; rather here than elsewhere, where there is room by now
  if fits(here, net) then target = here
  elseif wish ~= 'take' and stays == '' and fits(mine.at, net) then target = mine.at end
elseif free_in_all > 0 then  -- those in line before come first, each as far as the cap lets them
  local first = before > 0 and redis.call('ZRANGE', line, 0, before - 1) or {}
  for _, other in ipairs(first) do
    local one = not place[other] and waiter_of(redis.call('HGET', waiters, other))
    local at = one and choose(one.net, one.at, one.stays)
    if at then
      occupy(at, one.net, 1)
      if free_in_all <= 0 then break end
    end
  end
  if wish ~= 'take' then target = choose(net, here, stays)
  elseif fits(here, net) then target = here end
end

if target and wish == 'wait' then
  local until_then = mine and redis.call('ZSCORE', leases, ticket) - now or arrival
  write_place(ticket, 'kept', net, now, target, until_then)
elseif target and wish == 'take' then
  write_place(ticket, 'live', net, now, target, lease)
  forget_waiter(ticket)
  redis.call('ZADD', spent, score(now + valid), ticket)
end
if wish ~= 'look' then expire(ARGV[10]) end
return {target or '', before, capped, known and score(known.since) or ''}
