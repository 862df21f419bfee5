"""What a new story begins with, by language. Pure."""

from collections.abc import Mapping

SAMPLE: Mapping[str, str] = {
    "vi": """\
## Tên câu chuyện {type=scenario}

Chuyện đang xảy ra.

### Câu hỏi đầu tiên là gì? {#start}

- Làm việc này -> calm {1}
- Làm việc khác -> alone

### Điều xảy ra sau việc này. {#calm}

### Điều xảy ra sau việc kia. {#alone}""",
    "en": """\
## The name of the story {type=scenario}

What happens.

### What is asked first? {#start}

- Do one thing -> calm {1}
- Do another -> alone

### What comes of the first. {#calm}

### What comes of the other. {#alone}""",
}
