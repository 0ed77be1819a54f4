

if __name__ == "__main__":
    import json
    import sys

    sys.stdin.reconfigure(encoding="utf-8")
    print(json.dumps([verify(c["secret"], c["headers"], c["body"].encode()) for c in json.load(sys.stdin)["cases"]]))
