"""Image files as PIL writes them, with the pixels that PIL reads from them."""

import io
import random

import numpy
import PIL
import PIL.Image

import oracle

CASES = 210
KINDS = [("PNG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("BMP", "RGB"), ("BMP", "P"), ("BMP", "RGBA"), ("PPM", "L"), ("PPM", "RGB")]


def picture(draw, height, width, channels):
    """Noise, or a slope, which makes PNG's encoder choose other row filters."""
    rows = numpy.arange(height * width * channels).reshape(height, width, channels)
    noise = numpy.array([draw.randrange(256) for _ in range(rows.size)]).reshape(rows.shape)
    slope = rows * draw.randint(1, 9) + noise // 64
    return (noise if draw.random() < 0.4 else slope).astype(numpy.uint8)


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    recorder = oracle.Recorder(f"Pillow {PIL.__version__}", arguments.seed)
    for _ in range(CASES):
        file_format, mode = draw.choice(KINDS)
        height, width = draw.randint(1, 9), draw.randint(1, 9)
        channels = {"L": 1, "P": 1, "LA": 2, "RGB": 3, "RGBA": 4}[mode]
        if mode == "P":
            image = PIL.Image.fromarray(picture(draw, height, width, 3), "RGB").quantize(256)
        else:
            pixels = picture(draw, height, width, channels)
            image = PIL.Image.fromarray(pixels[:, :, 0] if channels == 1 else pixels, mode)
        buffer = io.BytesIO()
        image.save(buffer, file_format, bits=8) if mode == "P" and file_format == "PNG" else image.save(buffer, file_format)
        stored = "RGB" if mode == "P" or file_format == "BMP" else mode
        results = {}
        for name, target in (("stored", stored), ("grey", "L"), ("rgb", "RGB")):
            converted = numpy.asarray(image.convert("RGB").convert(target) if mode == "P" else image.convert(target))
            results[name] = numpy.atleast_3d(converted).transpose(2, 0, 1).astype(numpy.float32)
        file = numpy.frombuffer(buffer.getvalue(), numpy.uint8).astype(numpy.float32)
        recorder.case("image", {"format": file_format, "mode": mode}, file=file, **results)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
