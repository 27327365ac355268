"""What a caller of the generated Python client writes; prints the outcome as JSON."""

import json
import sys

from vpostcode_client import Client
from vpostcode_client.api.codes import get_code
from vpostcode_client.api.questions import resolve, suggest
from vpostcode_client.models import AnswerCollection, Problem

with Client(base_url=sys.argv[1].rstrip("/")) as client:
    answer = resolve.sync(client=client, q=sys.argv[2])
    assert isinstance(answer, AnswerCollection)
    code = answer.features[0].properties.vpostcode.code
    refused = get_code.sync_detailed("123", client=client)
    assert isinstance(refused.parsed, Problem)
    outcome = {
        "verdict": answer.vpostcode.verdict,
        "code": code,
        "found": get_code.sync(str(code), client=client).vpostcode.code,
        "suggestions": len(suggest.sync(client=client, q="Phố").suggestions),
        "refused": [int(refused.status_code), refused.parsed.type_],
    }
sys.stdout.write(json.dumps(outcome))
