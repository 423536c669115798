using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Interop.Native.Files;

namespace Interop.Parity.Engines.PyTorch;

/// <summary>
/// A process that is asked and answers over its standard streams in frames: eight bytes of length, little-endian, then a safetensors file of
/// that length.
/// </summary>
internal sealed class FramedProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private FramedProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a program with a script.</summary>
    /// <param name="program">The program.</param>
    /// <param name="script">The script, its only argument.</param>
    /// <returns>The process; null where there is no such program.</returns>
    public static FramedProcess? Start(string program, string script)
    {
        try
        {
            var start = new ProcessStartInfo(program, [script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            // The folder of the script is a build's output, and no place for the interpreter's own files.
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            return new FramedProcess(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Sends a frame and waits for the answer.</summary>
    /// <param name="question">What to send.</param>
    /// <exception cref="InvalidOperationException">The process has ended; the message holds what it wrote last.</exception>
    public SafetensorsFile Ask(SafetensorsFile question)
    {
        using var frame = new MemoryStream();
        question.Write(frame);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)frame.Length);
        try
        {
            var input = _process.StandardInput.BaseStream;
            input.Write(length);
            input.Write(frame.GetBuffer().AsSpan(0, (int)frame.Length));
            input.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }

        return Receive() ?? throw Ended();
    }

    /// <summary>Waits for a frame.</summary>
    /// <returns>The frame; null where the process ended instead.</returns>
    public SafetensorsFile? Receive()
    {
        try
        {
            var output = _process.StandardOutput.BaseStream;
            var length = new byte[sizeof(ulong)];
            output.ReadExactly(length);
            var frame = new byte[checked((int)BinaryPrimitives.ReadUInt64LittleEndian(length))];
            output.ReadExactly(frame);
            using var stream = new MemoryStream(frame);
            return SafetensorsFile.Read(stream, _process.StartInfo.FileName);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Closes its input, at which it ends; ends it where it does not.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before, and its pipe with it.
        }

        if (!_process.WaitForExit(2000))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private InvalidOperationException Ended()
    {
        lock (_errors)
        {
            return new InvalidOperationException($"{_process.StartInfo.FileName} ended: {_errors.ToString().Trim()}");
        }
    }
}
