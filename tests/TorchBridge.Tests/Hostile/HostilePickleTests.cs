using System.Text;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Hostile;

/// <summary>Pickles that would run code, grow or go round in circles: refused by name, and nothing happens.</summary>
public class HostilePickleTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "exec")]
    [InlineData("builtins", "getattr")]
    [InlineData("builtins", "__import__")]
    [InlineData("__builtin__", "compile")]
    [InlineData("runpy", "_run_code")]
    [InlineData("operator", "attrgetter")]
    [InlineData("functools", "partial")]
    [InlineData("torch", "load")]
    [InlineData("torch.hub", "load")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("torch._utils", "_rebuild_qtensor")]
    [InlineData("torch._utils", "__builtins__")]
    [InlineData("collections", "OrderedDict.__class__")]
    [InlineData("collections", "defaultdict")]
    [InlineData("numpy.core.multiarray", "_reconstruct")]
    [InlineData("__main__", "Net")]
    [InlineData("", "")]
    [InlineData("os\0", "system")]
    public void Names_outside_the_list_are_refused_by_name(string module, string name)
    {
        var called = new PickleText().Global(module, name).Op('(').Text("touch owned").Op('t').Op('R').File();
        var stacked = new PickleText().Text(module).Text(name).Op('\x93').File();
        var nested = new PickleText().Op('}').Op('(').Text("a").Op(']').Op('(').Global(module, name).Op(')').Op('R').Op('e').Op('u').File();

        var shown = $"{module}.{name}".Replace('\0', '\uFFFD');
        Assert.All([called, stacked, nested], file => Refusal.Of(file, $"it refers to '{shown}', which is not one of the names"));
    }

    [Theory]
    [InlineData('i', "INST", "os\nsystem\n")]
    [InlineData('o', "OBJ", "")]
    [InlineData('\x81', "NEWOBJ", "")]
    [InlineData('\x92', "NEWOBJEX", "")]
    [InlineData('\x82', "EXT1", "\u0001")]
    [InlineData('\x83', "EXT2", "\u0001\u0001")]
    [InlineData('\x84', "EXT4", "\u0001\u0001\u0001\u0001")]
    [InlineData('P', "PERSID", "file:///etc/passwd\n")]
    [InlineData('I', "INT", "1\n")]
    [InlineData('S', "STRING", "'a'\n")]
    [InlineData('\x97', "NEXTBUFFER", "")]
    [InlineData('2', "DUP", "")]
    public void Instructions_outside_the_list_are_refused_by_name(char opcode, string name, string argument)
    {
        var pickle = new PickleText().Op('(').Op('N').Op(opcode, Encoding.Latin1.GetBytes(argument)).File();

        Refusal.Of(pickle, $"the instruction {name} is not one that a state dict needs; nothing was run");
    }

    [Fact]
    public void What_is_no_instruction_is_refused() => Refusal.Of(new PickleText().Op('\xff').File(), "0xFF is not an instruction");

    [Fact]
    public void A_name_kept_in_the_memo_is_no_way_round()
    {
        // OrderedDict is kept, recalled and called with what it does not take; then a tensor, a text and a storage are called.
        Refusal.Of(new PickleText().Global("collections", "OrderedDict").Op('q', 0).Op('0').Op('h', 0).Op('(').Text("x").Op('t').Op('R').File(), "arguments that it does not have");
        Refusal.Of(new PickleText().Text("os.system").Op('q', 0).Op('h', 0).Op(')').Op('R').File(), "what is called should be a name");
        Refusal.Of(new PickleText().Tensor("0", 4, 0, [4], [1]).Op(')').Op('R').File(), "what is called should be a name");
        Refusal.Of(new PickleText().Global("torch", "FloatStorage").Op(')').Op('R').File(), "arguments that it does not have");
        Refusal.Of(new PickleText().Op('h', 7).File(), "recalls value 7");
        Refusal.Of(new PickleText().Op('q', 7).File(), "no value to keep");
    }

    [Fact]
    public void Only_a_dictionary_takes_attributes_and_only_a_list_takes_items()
    {
        Refusal.Of(new PickleText().Tensor("0", 4, 0, [4], [1]).Op('}').Op('b').File(), "a dictionary should stand here");
        Refusal.Of(new PickleText().Global("torch", "FloatStorage").Op('}').Op('b').File(), "a dictionary should stand here");
        Refusal.Of(new PickleText().Op(')').Op('N').Op('a').File(), "a list should stand here");
        Refusal.Of(new PickleText().Op(']').Op('(').Text("a").Text("b").Op('u').File(), "a dictionary should stand here");
        Refusal.Of(new PickleText().Op('}').Op('(').Text("a").Op('u').File(), "a key without a value");
        Refusal.Of(new PickleText().Op('}').Op('N').Op('N').Op('s').File(), "keys should be texts or whole numbers");
    }

    [Theory]
    [InlineData("module")]
    [InlineData("tuple")]
    public void Only_storages_stand_outside_the_pickle(string kind)
    {
        var pickle = kind == "module"
            ? new PickleText().Text("module").Op('Q')
            : new PickleText().Op('(').Text("module").Global("torch", "FloatStorage").Text("0").Text("cpu").Number(4).Op('t').Op('Q');

        Refusal.Of(pickle.File(), "an object outside the pickle should be a storage");
    }

    [Fact]
    public void Values_that_are_missing_are_noticed()
    {
        Refusal.Of(new PickleText().File(), "one value should be left");
        Refusal.Of(new PickleText().Op('N').Op('N').File(), "one value should be left");
        Refusal.Of(new PickleText().Op('0').File(), "a value is missing");
        Refusal.Of(new PickleText().Op('N').Op('(').Op('0').File(), "a value is missing");
        Refusal.Of(new PickleText().Op('t').File(), "a mark is missing");
        Refusal.Of(new PickleText().Op('X', 0xFF, 0xFF, 0xFF, 0x7F).File(), "2147483647 bytes should follow");
        Refusal.Of(new PickleText().Op('\x8d', 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).File(), "18446744073709551615 bytes should follow");
        Refusal.Of(new PickleText().Op('c', Encoding.ASCII.GetBytes(new string('a', 10_000))).File(), "a name has no end within");
        Refusal.Of(new PickleText().Op('\x80', 9).Op('N').File(), "protocol 9 is not known");
        Refusal.Of(new PickleText().Op('X', 1, 0, 0, 0, 0xFF).File(), "not valid UTF-8");
    }

    [Fact]
    public void Circles_are_read_and_walked_once()
    {
        // d = {}; d['self'] = d; d['list'] = l = []; l.append(l); d['weight'] = tensor
        var file = new PickleText().Op('}').Op('q', 0).Text("self").Op('h', 0).Op('s')
            .Text("list").Op(']').Op('q', 1).Op('h', 1).Op('a').Op('s')
            .Text("weight").Tensor("0", 4, 0, [4], [1]).Op('s').File();

        Assert.Equal([""], PyTorchFile.Read(new MemoryStream(file), "circle").StateDicts);
        Assert.Equal(["weight"], TorchStateFile.Read(new MemoryStream(file), "circle").Names);
    }

    [Fact]
    public void A_tower_of_doublings_takes_no_more_memory_than_its_bytes()
    {
        // {'0': {}, …}: each dictionary holds the one before twice, so that a walk without end would take 2⁶⁰ steps.
        var pickle = new PickleText().Op('}').Op('q', 0);
        for (byte i = 1; i < 60; i++)
        {
            pickle.Op('}').Text("a").Op('h', (byte)(i - 1)).Op('s').Text("b").Op('h', (byte)(i - 1)).Op('s').Op('q', i);
        }

        Refusal.Of(pickle.Op('(').Op('1').File(), "POPMARK");
        var tower = new PickleText().Op('}').Op('q', 0).Op('0');
        for (byte i = 1; i < 60; i++)
        {
            tower.Op('}').Text("a").Op('h', (byte)(i - 1)).Op('s').Text("b").Op('h', (byte)(i - 1)).Op('s').Op('q', i).Op('0');
        }

        Assert.Empty(PyTorchFile.Read(new MemoryStream(tower.Op('h', 59).File()), "tower").StateDicts);
    }

    [Theory]
    [InlineData((byte)'}', 5_000_000, "makes more than 4000000 objects")]
    [InlineData((byte)']', 5_000_000, "waiting to be used")]
    [InlineData((byte)'(', 5_000_000, "makes more than 4000000 objects")]
    [InlineData(0x94, 5_000_000, "makes more than 4000000 objects")]
    public void Pickles_that_only_pile_up_objects_are_stopped(byte opcode, int count, string why)
    {
        // Objects are dropped at once, left lying, marks set, or one value kept five million times.
        var pickle = new byte[1 + (2 * count)];
        pickle.AsSpan().Fill(opcode);
        if (opcode == (byte)'}')
        {
            for (var i = 1; i < pickle.Length; i += 2)
            {
                pickle[i] = (byte)'0';
            }
        }

        pickle[0] = opcode == 0x94 ? (byte)'N' : pickle[0];
        Refusal.Of(PickleText.Archive(pickle), why, mostBytes: 1L << 30);
    }

    [Fact]
    public void A_pickle_beyond_the_limit_is_not_even_read() =>
        Refusal.Of(PickleText.Archive(new byte[(64 << 20) + 1]), "up to 67108864 are read", mostBytes: 1 << 20);

    [Fact]
    public void Programs_and_old_formats_say_what_they_are()
    {
        using var stream = new MemoryStream();
        var writer = new Archives.ZipWriter(stream);
        writer.Add("net/data.pkl", "N."u8);
        writer.Add("net/constants.pkl", ")."u8);
        writer.Finish();
        Refusal.Of(stream.ToArray(), "TorchScript");
        Refusal.Of([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E], "before version 1.6");
    }
}
