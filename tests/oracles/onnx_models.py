"""Records models exported by torch.onnx.export, with inputs and what PyTorch computes for them.

    python3 tests/oracles/onnx_models.py --out tests/OnnxBridge.Tests/Import/references/pytorch_models.json.gz
"""

import base64
import io
import itertools
import warnings

import torch
from torch import nn

import oracle


class MultilayerPerceptron(nn.Module):
    """The perceptron of deck D4."""

    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.layers = nn.Sequential(
            nn.Linear(64, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 10)
        )

    def forward(self, x):
        return self.layers(self.flatten(x))


class LeNet(nn.Module):
    """Convolution, tanh and average pooling, flattened by a view as older code does."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 8, 3)
        self.pool = nn.AvgPool2d(2)
        self.fc1 = nn.Linear(8, 16)
        self.fc2 = nn.Linear(16, 10)

    def forward(self, x):
        x = self.pool(torch.tanh(self.conv1(x)))
        x = self.pool(torch.tanh(self.conv2(x)))
        x = x.view(x.size(0), -1)
        return torch.log_softmax(self.fc2(torch.tanh(self.fc1(x))), 1)


class Residual(nn.Module):
    """A block with a shortcut, batch normalization and, where the shape changes, a 1x1 convolution."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


def resnet():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
        Residual(4, 4, 1), Residual(4, 8, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10),
    )


def mobilenet():
    def block(inputs, outputs, stride):
        return [
            nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False), nn.BatchNorm2d(inputs), nn.ReLU6(),
            nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs), nn.Hardswish(),
        ]

    return nn.Sequential(
        nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(1, 4, 3, 2, bias=False), nn.BatchNorm2d(4), nn.SiLU(),
        *block(4, 8, 1), *block(8, 8, 2), MeanOverSpace(), nn.Dropout(0.2), nn.Linear(8, 10), nn.Softmax(1),
    )


class MeanOverSpace(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


def vgg():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(4, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten(), nn.Linear(32, 16), nn.GELU(), nn.Linear(16, 10),
    )


MODELS = {"perceptron": MultilayerPerceptron, "lenet": LeNet, "resnet": resnet, "mobilenet": mobilenet, "vgg": vgg}


def trained(model):
    """As after training: running statistics and affine parameters that are not 0 and 1."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.3, 0.3)
            nn.init.uniform_(module.running_mean, -0.3, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    return model.eval()


def main():
    options = oracle.arguments()
    torch.manual_seed(options.seed)
    warnings.simplefilter("ignore")
    recorder = oracle.Recorder(oracle.torch_producer(), options.seed)
    for (name, create), opset, dynamic, keeps in itertools.product(MODELS.items(), (11, 13, 16), (True, False), (True, False)):
        if keeps and name not in ("resnet", "mobilenet"):
            continue
        model = trained(create())
        samples = 3 if dynamic else 1
        x = torch.randn(samples, 1, 8, 8)
        file = io.BytesIO()
        # Without constant folding, batch normalization stays and shapes are computed by nodes.
        torch.onnx.export(
            model, x, file, opset_version=opset, input_names=["image"], output_names=["scores"], do_constant_folding=not keeps,
            training=torch.onnx.TrainingMode.PRESERVE if keeps else torch.onnx.TrainingMode.EVAL,
            dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}} if dynamic else None,
        )
        settings = {"opset": opset, "dynamic": dynamic, "folded": not keeps, "model": base64.b64encode(file.getvalue()).decode("ascii")}
        with torch.no_grad():
            recorder.case(name, settings, input=x, output=model(x))
    recorder.write(options.out)


if __name__ == "__main__":
    main()
