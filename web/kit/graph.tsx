import '@xyflow/react/dist/style.css';
import './graph.css';
import { graphlib, layout } from '@dagrejs/dagre';
import type { Edge, Node, NodeProps } from '@xyflow/react';
import { Handle, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';

const WIDTH = 256;
const HEIGHT = 112;
const GAP = 28;
const HEIGHT_MAX = 520;

/** One thing of a graph: what it needs, and what its box shows. */
export interface GraphBox {
  key: string;
  needs: readonly string[];
  /** For the look of its border. */
  state?: string;
  content: ReactNode;
}

type BoxNode = Node<{ box: GraphBox }, 'box'>;

/**
 * Boxes and what needs what, from left to right. A picture beside a list that says the same in words: it is hidden from
 * those who cannot see it.
 */
export function Graph({ boxes, onChoose }: { boxes: readonly GraphBox[]; onChoose?: (key: string) => void }) {
  const { nodes, edges, height } = useMemo(() => drawn(boxes), [boxes]);
  return (
    <div className="ple-graph" style={{ height }} aria-hidden="true" inert={onChoose === undefined}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
        minZoom={0.35}
        maxZoom={1.4}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        disableKeyboardA11y
        onNodeClick={(_event, node) => onChoose?.(node.id)}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

function Box({ data: { box } }: NodeProps<BoxNode>) {
  return (
    <div className="ple-node" data-state={box.state}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {box.content}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const NODE_TYPES = { box: Box };

function drawn(boxes: readonly GraphBox[]): { nodes: BoxNode[]; edges: Edge[]; height: number } {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  const keys = new Set(boxes.map(({ key }) => key));
  const edges = boxes.flatMap(({ key, needs }) =>
    needs.filter((need) => keys.has(need)).map((need): Edge => ({ id: `${need}>${key}`, source: need, target: key })),
  );
  for (const { key } of boxes) graph.setNode(key, { width: WIDTH, height: HEIGHT });
  for (const { source, target } of edges) graph.setEdge(source, target);
  layout(graph);
  const nodes = boxes.map((box): BoxNode => {
    const { x, y } = graph.node(box.key);
    const position = { x: x - WIDTH / 2, y: y - HEIGHT / 2 };
    return { id: box.key, type: 'box', position, data: { box }, width: WIDTH, height: HEIGHT };
  });
  const bottom = Math.max(...nodes.map(({ position }) => position.y + HEIGHT));
  return { nodes, edges, height: Math.min(bottom + 2 * GAP, HEIGHT_MAX) };
}
