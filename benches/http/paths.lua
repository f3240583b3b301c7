-- Asks for the paths in the file PATHS, in turn, with the headers in TOKEN and CACHE_CONTROL (where they say anything) and ENCODING.
local paths, at = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end

wrk.headers["Accept-Encoding"] = os.getenv("ENCODING")
if (os.getenv("TOKEN") or "") ~= "" then wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN") end
if (os.getenv("CACHE_CONTROL") or "") ~= "" then wrk.headers["Cache-Control"] = os.getenv("CACHE_CONTROL") end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

-- What the script reads: requests answered, and those that were not answered with 2xx.
function done(summary, latency, requests)
  local errors = summary.errors
  local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("counted %d %d %d\n", summary.requests, bad, latency:percentile(99)))
end
