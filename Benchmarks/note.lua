-- Writes notes on accounts.
local codes = {}
for code in string.gmatch(os.getenv("CODES"), "[^,]+") do codes[#codes + 1] = code end
local form, number = os.getenv("FORM"), 0
request = function()
  number = number + 1
  local body = "token=" .. form .. "&kind=call&happenedOn=2026-01-05&body=measured+" .. number
  return wrk.format("POST", "/accounts/" .. codes[number % #codes + 1] .. "/notes", {
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = wrk.headers["Cookie"],
  }, body)
end
