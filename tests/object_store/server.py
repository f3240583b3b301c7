"""A store that speaks S3, for the trial of photos: moto on loopback, in memory, with one bucket and one user.

Only who signs with the user's keys is let in, by botocore's reading of a signature. Prints where it listens and what the keys
are as one line of JSON, and ends with its standard input. What a trial wants of it comes as one JSON object a line and is answered
with one line, once it has been done.
"""

import json
import logging
import os
import sys
import threading
from datetime import timedelta

# Nobody is let in unsigned. It is read once, when moto is.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "0"

from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import make_server

ACCOUNT, PARTITION, REGION, BUCKET, USER = "123456789012", "aws", "eu-north-1", "photos", "samplats"
# What a server of photos needs, and nothing else.
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"], "Resource": "*"}
    ],
}

store = s3_backends[ACCOUNT][PARTITION]
speaking = threading.Event()
speaking.set()


class Front:
    """The store as it is reached: it may listen and say nothing, or not listen at all."""

    def __init__(self):
        self.application = DomainDispatcherApplication(create_backend_app)
        self.port = 0
        self.server = None

    def __call__(self, environment, begin):
        if speaking.is_set():
            return self.application(environment, begin)
        # Whoever asked has gone by then, and nothing of it is carried out.
        speaking.wait()
        begin("503 Service Unavailable", [])
        return []

    def listen(self):
        self.server = make_server("127.0.0.1", self.port, self, threaded=True)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def go_away(self):
        self.server.shutdown()
        self.server.server_close()


def keys():
    users = iam_backends[ACCOUNT][PARTITION]
    users.create_user(region_name=REGION, user_name=USER)
    users.put_user_policy(USER, "photos", json.dumps(POLICY))
    return users.create_access_key(USER)


def names():
    return sorted(store.buckets[BUCKET].keys.keys())


def carry_out(front, order):
    match order["do"]:
        case "list":
            return names()
        case "put":
            store.put_object(BUCKET, order["name"], b"a stray")
        case "age":
            for name in names():
                store.buckets[BUCKET].keys[name].last_modified = utcnow() - timedelta(days=order["days"])
        case "go_away":
            front.go_away()
        case "come_back":
            front.listen()
        case "fall_silent":
            speaking.clear()
        case "speak":
            speaking.set()
        case other:
            raise ValueError(other)
    return None


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    store.create_bucket(BUCKET, REGION)
    user = keys()
    front = Front()
    front.listen()
    told = {"address": f"http://127.0.0.1:{front.port}", "region": REGION, "key": user.access_key_id, "secret": user.secret_access_key}
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        print(json.dumps(carry_out(front, json.loads(line))), flush=True)


main()
