"""Images as PIL resizes and rotates them, as torch interpolates them, and D4's pipelines with torch's random numbers as torchvision draws them."""

import random

import numpy
import PIL
import PIL.Image
import torch

import oracle

FILTERS = {"Nearest": PIL.Image.NEAREST, "Bilinear": PIL.Image.BILINEAR, "Bicubic": PIL.Image.BICUBIC}


def image(draw, height, width, pixels):
    values = numpy.array([[draw.randrange(256) for _ in range(width)] for _ in range(height)])
    return values.astype(numpy.uint8) if pixels else (values / 50 - 2).astype(numpy.float32)


def planes(*arrays):
    return numpy.stack(arrays).astype(numpy.float32)


def resize(draw, recorder):
    height, width, to_height, to_width = (draw.randint(1, 14) for _ in range(4))
    options = {"pixels": draw.random() < 0.6, "interpolation": draw.choice(list(FILTERS)), "height": to_height, "width": to_width}
    source = image(draw, height, width, options["pixels"])
    result = PIL.Image.fromarray(source).resize((to_width, to_height), FILTERS[options["interpolation"]])
    recorder.case("resize", options, image=planes(source), result=planes(numpy.asarray(result)))


def interpolate(draw, recorder):
    height, width, to_height, to_width = (draw.randint(2, 14) for _ in range(4))
    options = {"antialias": draw.random() < 0.5, "height": to_height, "width": to_width}
    source = image(draw, height, width, False)
    batch = torch.from_numpy(source)[None, None]
    result = torch.nn.functional.interpolate(batch, (to_height, to_width), mode="bilinear", align_corners=False, antialias=options["antialias"])
    recorder.case("interpolate", options, image=planes(source), result=result[0])


def rotate(draw, recorder):
    height, width = draw.randint(1, 12), draw.randint(1, 12)
    angle = draw.choice([draw.uniform(-360, 360), draw.uniform(-30, 30), draw.choice([0, 180, -180, 360])])
    options = {"pixels": draw.random() < 0.6, "interpolation": draw.choice(["Nearest", "Bilinear"]), "angle": angle, "fill": draw.choice([0, 0, 17])}
    source = image(draw, height, width, options["pixels"])
    result = PIL.Image.fromarray(source).rotate(angle, FILTERS[options["interpolation"]], fillcolor=options["fill"])
    recorder.case("rotate", options, image=planes(source), result=planes(numpy.asarray(result)))


def training_pipeline(draw, recorder):
    """Resize(32), RandomCrop(28), RandomRotation(30, bilinear), ToTensor, Normalize(0.5, 0.5): torchvision's steps, spelt out."""
    options = {"seed": draw.randrange(2**31), "size": draw.choice([16, 20]), "crop": 14}
    source = image(draw, 14, 14, True)
    torch.manual_seed(options["seed"])
    result = PIL.Image.fromarray(source).resize((options["size"],) * 2, PIL.Image.BILINEAR)
    top = torch.randint(0, options["size"] - 14 + 1, size=(1,)).item()
    left = torch.randint(0, options["size"] - 14 + 1, size=(1,)).item()
    result = result.crop((left, top, left + 14, top + 14))
    result = result.rotate(float(torch.empty(1).uniform_(-30.0, 30.0).item()), PIL.Image.BILINEAR, fillcolor=0)
    tensor = torch.from_numpy(numpy.array(result)).to(torch.float32).div(255)
    recorder.case("training pipeline", options, image=planes(source), result=tensor.sub(0.5).div(0.5)[None])


def test_pipeline(draw, recorder):
    """Compose of ToTensor, Resize(32), CenterCrop(28), Normalize(0.5, 0.5)."""
    options = {"size": draw.choice([16, 17, 20]), "crop": 14}
    source = image(draw, 14, 14, True)
    tensor = torch.from_numpy(source).to(torch.float32).div(255)[None, None]
    tensor = torch.nn.functional.interpolate(tensor, (options["size"],) * 2, mode="bilinear", align_corners=False)
    start = int(round((options["size"] - 14) / 2.0))
    tensor = tensor[0, :, start : start + 14, start : start + 14]
    recorder.case("test pipeline", options, image=planes(source), result=tensor.sub(0.5).div(0.5))


def flip(draw, recorder, name, method):
    """torchvision's RandomHorizontalFlip and RandomVerticalFlip, spelt out: where rand(1) < p, PIL's transpose."""
    options = {"seed": draw.randrange(2**31), "pixels": draw.random() < 0.6, "probability": draw.choice([0.0, 0.25, 0.5, 0.5, 0.75, 1.0])}
    source = image(draw, draw.randint(1, 12), draw.randint(1, 12), options["pixels"])
    torch.manual_seed(options["seed"])
    result = PIL.Image.fromarray(source)
    if torch.rand(1) < options["probability"]:
        result = result.transpose(method)
    recorder.case(name, options, image=planes(source), result=planes(numpy.asarray(result)))


def affine(source, matrix, options):
    return PIL.Image.fromarray(source).transform(
        source.shape[::-1], PIL.Image.AFFINE, matrix, FILTERS[options["interpolation"]], fillcolor=options["fill"])


def shift(draw, recorder):
    """RandomShift: the translation of torchvision's RandomAffine, which draws an angle first; that number is not drawn here."""
    height, width = draw.randint(1, 12), draw.randint(1, 12)
    options = {
        "seed": draw.randrange(2**31), "pixels": draw.random() < 0.6, "interpolation": "Nearest", "fill": draw.choice([0, 0, 17]),
        "down": draw.choice([0.0, 0.1, 0.25, 0.5, 1.0]), "across": draw.choice([0.0, 0.1, 0.3, 0.5, 1.0]),
    }
    source = image(draw, height, width, options["pixels"])
    torch.manual_seed(options["seed"])
    across = int(round(torch.empty(1).uniform_(-options["across"] * width, options["across"] * width).item()))
    down = int(round(torch.empty(1).uniform_(-options["down"] * height, options["down"] * height).item()))
    recorder.case("shift", options, image=planes(source), result=planes(numpy.asarray(affine(source, (1, 0, -across, 0, 1, -down), options))))


def zoom(draw, recorder):
    """RandomZoom: the scale of torchvision's RandomAffine about the centre, again without the angle's number."""
    height, width = draw.randint(1, 12), draw.randint(1, 12)
    options = {
        "seed": draw.randrange(2**31), "pixels": draw.random() < 0.6, "interpolation": draw.choice(["Nearest", "Bilinear"]),
        "fill": draw.choice([0, 0, 17]), "smallest": draw.choice([0.5, 0.9, 1.0]), "largest": draw.choice([1.0, 1.1, 2.0]),
    }
    source = image(draw, height, width, options["pixels"])
    torch.manual_seed(options["seed"])
    factor = torch.empty(1).uniform_(options["smallest"], options["largest"]).item()
    x, y = width * 0.5, height * 0.5
    matrix = (1 / factor, 0.0, 1 / factor * -x + x, 0.0, 1 / factor, 1 / factor * -y + y)
    recorder.case("zoom", options, image=planes(source), result=planes(numpy.asarray(affine(source, matrix, options))))


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    recorder = oracle.Recorder(f"Pillow {PIL.__version__} and {oracle.torch_producer()}", arguments.seed)
    for _ in range(90):
        resize(draw, recorder)
    for _ in range(40):
        interpolate(draw, recorder)
    for _ in range(90):
        rotate(draw, recorder)
    for _ in range(30):
        training_pipeline(draw, recorder)
        test_pipeline(draw, recorder)
    for _ in range(40):
        flip(draw, recorder, "horizontal flip", PIL.Image.FLIP_LEFT_RIGHT)
        flip(draw, recorder, "vertical flip", PIL.Image.FLIP_TOP_BOTTOM)
        shift(draw, recorder)
        zoom(draw, recorder)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
