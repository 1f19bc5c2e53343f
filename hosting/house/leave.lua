-- Visitors have left this replica. ARGV: the replica, then what left and whose ticket it was, by
-- turns: 'place' a live one; 'undo' one that was given but could not be had; 'line' the line. What
-- another replica has of them by now is left alone.
local here = ARGV[1]
sweep()
for i = 2, #ARGV, 2 do
  local what, ticket = ARGV[i], ARGV[i + 1]
  local one = place_of(redis.call('HGET', places, ticket))
  if what == 'line' then
    local known = waiter_of(redis.call('HGET', waiters, ticket))
    if known and known.at == here then
      forget_waiter(ticket)
      -- A place kept elsewhere waits on for one who may be on the way there.
      if one and one.kind == 'kept' and one.at == here then forget_place(ticket) end
    end
  elseif one and one.kind == 'live' and one.at == here then
    forget_place(ticket)
    if what == 'undo' then redis.call('ZREM', spent, ticket) end
  end
end
return 0
